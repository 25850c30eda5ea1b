import { icon, make } from "./dom.js";

/** The round button in the corner, with the number of lines not seen yet. */
export class Launcher {
  /**
   * @param {import("./chat.js").Counter} counter
   * @param {() => void} open
   */
  constructor({ words }, open) {
    this.words = words;
    this.badge = make("span.badge", { "aria-hidden": "true" });
    this.button = make(
      "button.launcher",
      { type: "button", "aria-haspopup": "dialog", onclick: open },
      icon("chat"),
      this.badge,
    );
    this.news = make("p.aside", { role: "status" });
    this.element = make("div", {}, this.button, this.news);
  }

  update(/** @type {number} */ unread, /** @type {boolean} */ opened) {
    this.button.hidden = opened;
    this.badge.hidden = !unread;
    this.badge.textContent = unread > 99 ? "99+" : String(unread);
    const news = unread ? this.words.unread(unread) : "";
    this.button.setAttribute("aria-label", news ? `${this.words.open} (${news})` : this.words.open);
    if (this.news.textContent !== news) this.news.textContent = opened ? "" : news;
  }
}
