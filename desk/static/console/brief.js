/** The card on top: what a person must know before the first word, from facts. */
import { button, make } from "./dom.js";

const ORDER = ["who", "what", "order", "tried", "expected", "mood", "since", "next"];

export class BriefCard {
  constructor(/** @type {import("./entry.js").Room} */ room) {
    this.room = room;
    this.rows = make("dl.brief-rows");
    this.fold = button("text.brief-fold", [], () => this.#fold());
    this.heading = make("h2", { id: "brief-title" }, room.words.brief);
    this.element = make(
      "section.brief",
      { "aria-labelledby": "brief-title" },
      make("header", {}, this.heading, this.fold),
      this.rows,
    );
    this.isFolded = false;
    this.look = "";
    room.desk.addEventListener("talk", () => this.draw());
    this.draw();
  }

  #fold() {
    this.isFolded = !this.isFolded;
    this.#said();
  }

  #said() {
    const { words } = this.room;
    this.rows.hidden = this.isFolded;
    this.fold.textContent = this.isFolded ? words.unfold : words.fold;
    this.fold.setAttribute("aria-expanded", String(!this.isFolded));
  }

  draw() {
    const kase = this.room.desk.talk?.kase;
    if (!kase) return;
    const look = `${kase.id} ${JSON.stringify(kase.brief)}`;
    if (look === this.look) return;
    this.look = look;
    const { words } = this.room;
    const facts = kase.brief ?? {};
    const known = [...ORDER, ...Object.keys(facts).filter((key) => !ORDER.includes(key))];
    const rows = known.map((key) => [key, this.#fact(key, facts[key])]).filter(([, text]) => text);
    this.element.hidden = !rows.length;
    this.rows.replaceChildren(
      ...rows.map(([key, text]) =>
        make(`div.brief-${key}`, {}, make("dt", {}, words.briefs[/** @type {"who"} */ (key)] ?? words.human(key ?? "")), make("dd", {}, text)),
      ),
    );
    this.isFolded = kase.state === "done" || matchMedia("(max-width: 640px)").matches;
    this.#said();
  }

  /** @param {string} key @param {any} fact @returns {string} */
  #fact(key, fact) {
    const { words } = this.room;
    if (fact == null || fact === "" || fact === false) return "";
    if (Array.isArray(fact)) return fact.map((one) => this.#fact(key, one)).filter(Boolean).join("; ");
    if (key === "since" && /^\d{4}-\d\d-\d\dT/.test(fact)) return words.moment(fact);
    if (key === "expected") return `“${fact}”`;
    if (typeof fact === "object") return Object.values(fact).map((one) => this.#fact("", one)).filter(Boolean).join(" · ");
    if (typeof fact === "string" && /^\d{4}-\d\d-\d\dT/.test(fact)) return words.moment(fact);
    if (typeof fact === "string" && /^[a-z]+(_[a-z]+)*$/.test(fact)) return words.code(fact);
    return String(fact);
  }
}
