/** Who is in, with how many chats; and how well the counter answers. */
import { make } from "./dom.js";

export class ColleaguesPage {
  constructor(/** @type {import("./entry.js").Room} */ room) {
    this.room = room;
    const { words, desk } = room;
    this.list = make("ul.rows");
    this.figures = make("dl.figures");
    this.heading = make("h2", { id: "quality-title" });
    this.quality = make("section", { "aria-labelledby": "quality-title", hidden: true }, this.heading, this.figures);
    this.element = make("section.page", { "aria-labelledby": "people-title" }, make("header", {}, make("h1", { id: "people-title" }, words.colleagues)), this.list, this.quality);
    desk.addEventListener("colleagues", () => this.look());
    this.look();
  }

  async open() {
    const { api, words } = this.room;
    const told = await api.get("quality").catch(() => null);
    this.quality.hidden = !told;
    if (!told) return;
    this.heading.textContent = words.lastDays(told.days);
    const names = /** @type {(keyof typeof words.figures)[]} */ (Object.keys(words.figures));
    this.figures.replaceChildren(...names.map((name) => make("div", {}, make("dt", {}, words.figures[name]), make("dd", {}, this.#measure(name, told[name])))));
  }

  /** @param {string} name @param {any} value */
  #measure(name, value) {
    if (value == null) return "–";
    if (typeof value === "object") return this.room.words.spoken(value.median);
    return ["in_time", "again_within_7_days"].includes(name) ? `${Math.round(value * 100)} %` : String(value);
  }

  look() {
    const { desk, words } = this.room;
    const people = [...desk.colleagues.values()].sort((one, other) => Number(other.present) - Number(one.present) || one.name.localeCompare(other.name));
    this.list.replaceChildren(
      ...people.map((one) =>
        make(
          "li.row",
          {},
          make(one.present ? (one.takes_new ? "i.lamp.on" : "i.lamp.half") : "i.lamp"),
          make("div.row-main", {}, make("strong", {}, one.name), make("span.text", {}, [words.roles[/** @type {"agent"} */ (one.role)], one.languages.join(", ").toUpperCase()].filter(Boolean).join(" · "))),
          make("span.text", {}, one.present ? (one.takes_new ? words.takesNew : words.finishing) : words.away),
          make("span.load", {}, `${one.chats}/${one.capacity}`, make("meter", { min: 0, max: Math.max(1, one.capacity), value: one.chats, "aria-label": words.load(one.name) })),
        ),
      ),
    );
  }
}
