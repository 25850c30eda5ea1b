/** Everything the widget itself says, in English and Chinese. */

const count = (/** @type {number} */ n, /** @type {string} */ one, /** @type {string} */ many) =>
  `${n} ${n === 1 ? one : many}`;

const en = {
  title: "Customer service",
  open: "Chat with us",
  close: "Close chat",
  conversation: "Conversation",
  unread: (/** @type {number} */ n) => count(n, "new message", "new messages"),
  newMessages: "New messages",
  toEnd: "To the newest line",
  assistant: "Assistant",
  you: "You",
  staff: "Our team",
  botAnswers: "Our assistant answers right away",
  inLine: (/** @type {number|undefined} */ place, /** @type {number} */ minutes) =>
    (place ? `You are number ${place} in line` : "Someone will be with you") +
    (minutes ? `, about ${minutes} min` : ""),
  staffAnswers: (/** @type {string} */ name) => `${name} is answering you`,
  replyBy: (/** @type {string} */ time) => `Someone answers you by ${time}`,
  typing: (/** @type {string} */ name) => `${name} is writing`,
  connecting: "Connecting…",
  lost: "No connection to the shop. Trying again…",
  offline: "You are offline. The chat comes back with your network.",
  tryNow: "Try now",
  write: "Write a message…",
  send: "Send",
  choices: "Suggested answers",
  sending: "Sending…",
  later: "Goes out once you are connected again",
  failed: "Not sent",
  again: "Try again",
  discard: "Delete",
  left: (/** @type {number} */ n) => `${count(n, "character", "characters")} left`,
  tooLong: (/** @type {number} */ n) =>
    `${count(n, "character", "characters")} too many. Please shorten it, or send it in parts.`,
  ended: "This conversation has ended.",
  startNew: "Start a new one",
  dismiss: "Dismiss",
  order: (/** @type {string} */ number) => `Order ${number}`,
  earlier: (/** @type {number} */ n) => count(n, "earlier report", "earlier reports"),
  total: "Total",
  more: (/** @type {number} */ n) => `${n} more`,
  becomes: "becomes",
  copy: (/** @type {string} */ number) => `Copy ${number}`,
  copied: "Copied",
  photo: "Your photo",
  sendPhoto: "Send a photo",
  onlyPhotos: "Only pictures can be sent here.",
  pieces: (/** @type {number} */ n) => (n > 1 ? `${n} × ` : ""),
  steps: { done: "Done", now: "Now", next: "Still to come", problem: "Problem" },
};

/** @type {typeof en} */
const zh = {
  title: "客户服务",
  open: "联系客服",
  close: "关闭聊天",
  conversation: "对话",
  unread: (n) => `${n} 条新消息`,
  newMessages: "有新消息",
  toEnd: "回到最新消息",
  assistant: "智能助手",
  you: "您",
  staff: "客服人员",
  botAnswers: "智能助手即时回复",
  inLine: (place, minutes) =>
    (place ? `您排在第 ${place} 位` : "客服人员即将接入") + (minutes ? `，约 ${minutes} 分钟` : ""),
  staffAnswers: (name) => `${name} 正在为您服务`,
  replyBy: (time) => `客服人员将在 ${time} 前回复您`,
  typing: (name) => `${name}正在输入`,
  connecting: "正在连接…",
  lost: "暂时连接不上，正在重试…",
  offline: "您已离线，网络恢复后会自动继续。",
  tryNow: "立即重试",
  write: "输入消息…",
  send: "发送",
  choices: "可选回答",
  sending: "发送中…",
  later: "恢复连接后自动发送",
  failed: "未发送",
  again: "重试",
  discard: "删除",
  left: (n) => `还可输入 ${n} 个字`,
  tooLong: (n) => `超出 ${n} 个字，请缩短或分几次发送。`,
  ended: "本次对话已结束。",
  startNew: "开始新对话",
  dismiss: "知道了",
  order: (number) => `订单 ${number}`,
  earlier: (n) => `更早的 ${n} 条记录`,
  total: "合计",
  more: (n) => `还有 ${n} 种`,
  becomes: "换成",
  copy: (number) => `复制 ${number}`,
  copied: "已复制",
  photo: "您的图片",
  sendPhoto: "发送图片",
  onlyPhotos: "这里只能发送图片。",
  pieces: (n) => (n > 1 ? `${n} × ` : ""),
  steps: { done: "已完成", now: "当前", next: "待进行", problem: "异常" },
};

/** @typedef {typeof en} Words */

/** "zh" for every Chinese, "en" for the rest. */
export function languageNamed(/** @type {string|null|undefined} */ name) {
  return /^zh/i.test(name ?? "") ? "zh" : "en";
}

/** @returns {Words} */
export function wordsIn(/** @type {string} */ language) {
  return language === "zh" ? zh : en;
}
