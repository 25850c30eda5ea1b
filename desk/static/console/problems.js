/** Orders in trouble, so that the shop writes before the shopper has to ask. */
import { ask } from "./dialog.js";
import { button, labelled, make } from "./dom.js";
import { wordsIn } from "./words.js";

export class ProblemsPage {
  constructor(/** @type {import("./entry.js").Room} */ room) {
    this.room = room;
    const { words } = room;
    this.board = make("div.board");
    this.element = make("section.page.wide", { "aria-labelledby": "problems-title" }, make("header", {}, make("h1", { id: "problems-title" }, words.problems)), make("p.lead", {}, words.problemsLead), this.board);
  }

  async open() {
    const { api, notices, words } = this.room;
    const told = await notices.trying(() => api.get("problems"));
    if (!told) return;
    const found = /** @type {any[]} */ (told.problems);
    const kinds = [...new Set(found.map(({ matter }) => matter))];
    this.board.replaceChildren(
      ...(kinds.length
        ? kinds.map((kind) => {
            const those = found.filter(({ matter }) => matter === kind);
            return make("section.lane", {}, make("h2", {}, words.problemKind(kind), make("span.count", {}, String(those.length))), make("ul.rows", {}, ...those.map((one) => this.#order(one))));
          })
        : [make("p.empty", {}, words.problemsNone)]),
    );
  }

  #order(/** @type {any} */ order) {
    const { words } = this.room;
    return make(
      "li.row",
      {},
      make(
        "div.row-main",
        {},
        make("strong", {}, words.order(order.number)),
        make("span.text", {}, [order.customer.name, words.money(order.total, order.currency), order.placed_at && words.day(order.placed_at)].filter(Boolean).join(" · ")),
        make("span.text", {}, (order.missing.length ? order.missing : order.items).join(", ")),
      ),
      order.written_at
        ? make("span.chip.good-chip", {}, words.toldAt(words.moment(order.written_at)))
        : button("secondary", [words.writeFirst], () => this.#write(order), { "aria-label": `${words.writeFirst}: ${order.number}` }),
    );
  }

  async #write(/** @type {any} */ order) {
    const { words, api, notices } = this.room;
    const key = crypto.randomUUID(); // the same for each try: one letter, one line
    const text = make("textarea", { rows: 6, required: true, maxlength: 2000 }, wordsIn(order.customer.language).problemDraft(order));
    const done = await ask(
      {
        title: words.writeAbout(order.number),
        label: words.send,
        parts: [make("p", {}, words.writeFirstHint(order.customer?.name ?? "")), labelled(words.message, text)],
        act: () => api.post(`problems/${encodeURIComponent(order.number)}/write`, { text: text.value.trim(), key }),
      },
      this.room,
    );
    if (!done) return;
    this.room.took(done.case);
    notices.tell(words.written, { tone: "good", act: [words.openChat, () => this.room.show(done.case.conversation)] });
    await this.open();
  }
}
