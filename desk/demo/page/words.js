/** What the demo's page says, in English and Chinese. */

const en = {
  who: "You are",
  guest: "A guest",
  languages: "Language",
  categories: "Kinds of goods",
  goods: "Our goods",
  all: "All",
  from: (/** @type {string} */ price) => `from ${price}`,
  soldOut: "Sold out",
  ask: "Ask about it",
  askAbout: (/** @type {string} */ name) => `Is the ${name} in stock?`,
  tryTitle: "Try the counter",
  tryGuest: "You are a guest here. Open the chat in the corner, or take one of these questions with you.",
  trySignedIn: (/** @type {string} */ name) =>
    `You are signed in as ${name}, so the counter may see your orders. Take a question with you:`,
  guestFacts:
    "As a guest you can ask for this order. The counter says how it stands; for more, it mails a code to the box below.",
  orderNumber: "Order number",
  email: "E-mail",
  questions: {
    guest: (/** @type {string} */ number, /** @type {string} */ email) => [
      ...(number ? [`Where is my order ${number}? My email is ${email}`] : []),
      "What does shipping cost?",
      "How long do I have to send something back?",
      "What can you do?",
    ],
    signedIn: (/** @type {string} */ number) => [
      "Where is my parcel?",
      ...(number ? [`When will order ${number} arrive?`] : []),
      "Did my payment go through?",
      "Where is my refund?",
      "I need an invoice",
    ],
  },
  /** Of the demo store; an imported store's own words stay as they are. @type {Record<string, string>} */
  categoryNames: {
    kitchen: "Kitchen",
    table: "Table",
    living: "Living",
    "bed and bath": "Bed and bath",
    garden: "Garden",
    outdoor: "Outdoor",
    clothing: "Clothing",
  },
  mailbox: "Your mailbox (demo)",
  noMail: "No mail yet. What the counter would send by e‑mail, such as one-time codes, lands here.",
  to: (/** @type {string} */ email) => `To ${email}`,
  cannotSignIn: "The sign-in did not work:",
  cannotLoad: "The store could not be read. Is the counter still running?",
};

/** @type {typeof en} */
const zh = {
  who: "您的身份",
  guest: "访客",
  languages: "语言",
  categories: "商品分类",
  goods: "全部商品",
  all: "全部",
  from: (price) => `${price} 起`,
  soldOut: "已售罄",
  ask: "咨询",
  askAbout: (name) => `${name}有货吗？`,
  tryTitle: "试试客服",
  tryGuest: "您现在是访客。点击右下角打开聊天，或选一个问题直接带过去。",
  trySignedIn: (name) => `您已登录为 ${name}，客服可以查看您的订单。选一个问题带过去：`,
  guestFacts: "访客可以查询这笔订单的状态；要看详情，客服会把验证码发到下面的邮箱。",
  orderNumber: "订单号",
  email: "邮箱",
  questions: {
    guest: (number, email) => [
      ...(number ? [`我的订单 ${number} 到哪了？邮箱是 ${email}`] : []),
      "运费是多少？",
      "多少天内可以退货？",
      "你能做什么？",
    ],
    signedIn: (number) => [
      "我的包裹在哪里？",
      ...(number ? [`订单 ${number} 什么时候到？`] : []),
      "我付款成功了吗？",
      "我的退款到哪了？",
      "我要开发票",
    ],
  },
  categoryNames: {
    kitchen: "厨房",
    table: "餐桌",
    living: "客厅",
    "bed and bath": "卧室与浴室",
    garden: "园艺",
    outdoor: "户外",
    clothing: "服饰",
  },
  mailbox: "您的邮箱（演示）",
  noMail: "还没有邮件。客服发送的邮件（例如验证码）会出现在这里。",
  to: (email) => `收件人 ${email}`,
  cannotSignIn: "登录没有成功：",
  cannotLoad: "无法读取商店数据，请检查客服系统是否仍在运行。",
};

/** @typedef {typeof en} Words */

/** @returns {Words} */
export function wordsIn(/** @type {string} */ language) {
  return language === "zh" ? zh : en;
}
