/** Finds a conversation by anything that was said in it, its order, its shopper or its tags. */
import { button, make } from "./dom.js";

const PAUSE_MS = 250;

export class SearchPage {
  #asked = 0;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  #soon;

  constructor(/** @type {import("./entry.js").Room} */ room) {
    this.room = room;
    const { words } = room;
    this.field = make("input.big", { type: "search", "aria-label": words.search, placeholder: words.searchHint, oninput: () => this.#later() });
    this.told = make("p.lead", { role: "status" });
    this.list = make("ul.rows");
    this.element = make("section.page", { "aria-labelledby": "search-title" }, make("header", {}, make("h1", { id: "search-title" }, words.search)), this.field, this.told, this.list);
  }

  open() {
    this.field.focus();
    this.field.select();
  }

  #later() {
    clearTimeout(this.#soon);
    this.#soon = setTimeout(() => this.#find(), PAUSE_MS);
  }

  async #find() {
    const wanted = this.field.value.trim();
    const asked = ++this.#asked;
    if (wanted.length < 2) return this.#show([], "");
    const { api, notices, words } = this.room;
    const told = await notices.trying(() => api.get(`search?q=${encodeURIComponent(wanted)}`));
    if (asked !== this.#asked || !told) return;
    this.#show(told.results, words.found(told.results.length));
  }

  /** @param {any[]} found @param {string} told */
  #show(found, told) {
    const { words } = this.room;
    this.told.textContent = told;
    this.list.replaceChildren(...found.map((one) => make("li", {}, this.#result(one, words))));
  }

  /** What has no conversation yet is told all the same; there is only nothing to open. @param {any} one @param {import("./words.js").Words} words */
  #result(one, words) {
    const at = one.at ?? one.placed_at;
    const parts = [
      make(
        "span.row-main",
        {},
        make("strong", {}, one.number ? words.order(one.number) : (one.customer?.name ?? one.name ?? words.guest)),
        make("span.text", {}, one.text ?? one.email ?? (one.number ? one.customer?.name : "")),
      ),
      make("span.aside-text", {}, [words.code(one.kind), one.status && words.code(one.status), at && words.day(at)].filter(Boolean).join(" · ")),
    ];
    return one.conversation ? button("row", parts, () => this.room.show(one.conversation)) : make("div.row", {}, ...parts);
  }
}
