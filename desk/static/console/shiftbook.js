/** The end of a shift: open chats and promises go to somebody who reads them back. */
import { ask } from "./dialog.js";
import { button, chooser, labelled, make } from "./dom.js";

export class ShiftBook {
  constructor(/** @type {import("./entry.js").Room} */ room) {
    this.room = room;
    const { words } = room;
    this.list = make("ul.rows");
    this.element = make(
      "section.page",
      { "aria-labelledby": "book-title" },
      make("header", {}, make("h1", { id: "book-title" }, words.shiftBook), button("primary", [words.handOver], () => this.#handOver())),
      make("p.lead", {}, words.shiftLead),
      this.list,
    );
  }

  async open() {
    const { api, notices, words } = this.room;
    const told = await notices.trying(() => api.get("handovers"));
    if (!told) return;
    const entries = told.handovers;
    this.list.replaceChildren(...(entries.length ? entries.map((/** @type {any} */ one) => this.#entry(one)) : [make("li.empty", {}, words.shiftNone)]));
  }

  #entry(/** @type {any} */ entry) {
    const { words, api, notices, desk } = this.room;
    const from = entry.from.name;
    const to = entry.to?.name ?? words.nextOneIn;
    const isForMe = entry.from.id !== desk.me.id && (!entry.to || entry.to.id === desk.me.id);
    const readBack = () => notices.trying(() => api.post(`handovers/${entry.id}/read-back`)).then(() => this.open());
    return make(
      "li.row",
      {},
      make(
        "div.row-main",
        {},
        make("strong", {}, `${from} → ${to}`),
        make("p.text", {}, entry.note),
        make("span.text", {}, `${words.moment(entry.at)} · ${words.carried(entry.cases.length, entry.promises.length)}`),
      ),
      entry.read_back_at
        ? make("span.chip.good-chip", {}, words.readBackBy(entry.read_back_by?.name ?? ""))
        : isForMe
          ? button("primary", [words.readBack], readBack)
          : make("span.chip", {}, words.notReadBack),
    );
  }

  async #handOver() {
    const { words, api, desk } = this.room;
    const people = [...desk.colleagues.values()]
      .filter(({ id }) => id !== desk.me.id)
      .map(({ id, name, present }) => /** @type {[string, string]} */ ([id, present ? name : `${name} (${words.away})`]));
    const to = chooser("to", [["", words.nextOneIn], ...people]);
    const note = make("textarea", { rows: 4, required: true, placeholder: words.handOverAsk });
    const promises = [...desk.promises.values()].filter(({ owner }) => owner?.id === desk.me.id);
    await ask(
      {
        title: words.handOver,
        label: words.handOver,
        parts: [
          make("p", {}, words.carries(desk.mine.length, promises.length)),
          make("ul.carried", {}, ...desk.mine.map((kase) => make("li", {}, `${words.customer(kase)} · ${words.matter(kase)}`)), ...promises.map(({ text }) => make("li", {}, text))),
          labelled(words.handOverTo, to),
          labelled(words.note, note),
        ],
        act: () => api.post("handovers", { to: to.value || null, note: note.value.trim() }),
      },
      this.room,
    );
    await this.open();
  }
}
