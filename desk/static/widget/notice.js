import { make } from "./dom.js";

const PATIENCE_MS = 1_200; // a connection that is back sooner is not worth a word

/** The strip under the header: no connection, an ended conversation, something refused; always with what to do. */
export class Notice {
  #late = false;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  #timer;

  /** @param {import("./chat.js").Counter} counter */
  constructor({ conversation, words }) {
    this.conversation = conversation;
    this.words = words;
    this.text = make("span");
    this.button = make("button", { type: "button", onclick: () => this.act() });
    this.element = make("div.notice", { role: "status" }, this.text, this.button);
    this.act = () => {};
  }

  update() {
    const [text, label, act] = this.#state();
    this.element.hidden = !text;
    if (this.text.textContent !== text) this.text.textContent = text;
    this.button.hidden = !label;
    if (this.button.textContent !== label) this.button.textContent = label;
    this.act = act;
  }

  /** @returns {[string, string, () => void]} what to say, and what can be done about it */
  #state() {
    const { conversation, words } = this;
    const { connection } = conversation;
    if (this.#lost()) {
      if (!navigator.onLine) return [words.offline, "", () => {}];
      return [conversation.crowded ?? words.lost, words.tryNow, () => connection.restart()];
    }
    if (conversation.closed) return [words.ended, words.startNew, () => conversation.startOver()];
    return [
      conversation.notice ?? "",
      conversation.notice ? words.dismiss : "",
      () => conversation.dismiss(),
    ];
  }

  #lost() {
    const { state } = this.conversation.connection;
    if (state === "online" || state === "idle") {
      clearTimeout(this.#timer);
      this.#timer = undefined;
      return (this.#late = false);
    }
    this.#timer ??= setTimeout(() => {
      this.#late = true;
      this.update();
    }, PATIENCE_MS);
    return this.#late;
  }
}
