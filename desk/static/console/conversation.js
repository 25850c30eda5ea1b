/** One conversation: who and what on top, everything said and noted, and where to write. */
import { BriefCard } from "./brief.js";
import { caseActions } from "./handing.js";
import { Composer } from "./composer.js";
import { button, hold, icon, make } from "./dom.js";
import { TalkLog } from "./log.js";
import { Tags } from "./tags.js";

export class Conversation {
  /** @param {import("./entry.js").Room} room @param {() => void} side */
  constructor(room, side) {
    this.room = room;
    const { words, desk } = room;
    this.name = make("h1", { id: "talk-name" });
    this.matter = make("p.matter");
    this.clock = make("span.due");
    this.actions = make("div.actions", { role: "group", "aria-label": words.actions });
    this.others = make("p.collision", { role: "status" });
    this.transferred = make("div.read-back");
    this.brief = new BriefCard(room);
    this.log = new TalkLog(room);
    this.tags = new Tags(room);
    this.composer = new Composer(room, () => this.log.toEnd());
    this.element = make(
      "section.talk",
      { "aria-labelledby": "talk-name" },
      make(
        "header.talk-head",
        {},
        button("quiet.back", [icon("back")], () => room.close(), { "aria-label": words.back }),
        make("div.who", {}, this.name, make("div.under", {}, this.matter, this.clock)),
        button("quiet.side-button", [icon("person")], side, { "aria-label": words.customerPanel }),
        this.actions,
      ),
      this.others,
      this.transferred,
      make("div.middle", {}, this.brief.element, this.log.element),
      this.tags.element,
      this.composer.element,
    );
    desk.addEventListener("talk", () => this.look());
    this.look();
  }

  look() {
    const { words, desk, clocks } = this.room;
    const { talk } = desk;
    const kase = talk?.kase;
    if (!talk || !kase) return;
    this.element.dataset.state = kase.state;
    this.name.textContent = words.customer(kase);
    const about = [words.matter(kase), kase.order_number && words.order(kase.order_number)].filter(Boolean).join(" · ");
    if (this.matter.textContent !== about) this.matter.textContent = about;
    this.#due(kase, clocks);
    hold(this.actions, caseActions(this.room, kase, this.actions));
    const names = talk.viewing.map(({ name }) => name).join(", ");
    const watched = names ? words.alsoHere(names) : "";
    if (this.others.textContent !== watched) this.others.textContent = watched;
    this.#note(kase);
  }

  /** Until when the shopper was promised something: first the answer, then the solution. */
  #due(/** @type {import("./types.js").Case} */ kase, /** @type {import("./clocks.js").Clocks} */ clocks) {
    const { words } = this.room;
    const due = kase.state === "done" ? null : kase.answered_at ? kase.solve_by : kase.reply_by;
    const look = `${kase.state} ${due}`;
    if (this.clock.dataset.look === look) return;
    this.clock.dataset.look = look;
    const label = kase.answered_at ? words.solution : words.firstAnswer;
    this.clock.replaceChildren(...(due ? [`${label} `, clocks.until(due)] : kase.state === "done" ? [words.done] : []));
  }

  /** The note of a transfer stands until it is read back. */
  #note(/** @type {import("./types.js").Case} */ kase) {
    const { words, desk, api, notices } = this.room;
    const mine = kase.staff?.id === desk.me.id;
    this.transferred.hidden = !kase.transferred;
    if (this.transferred.dataset.note === `${kase.transferred}${mine}`) return;
    this.transferred.dataset.note = `${kase.transferred}${mine}`;
    if (!kase.transferred) return this.transferred.replaceChildren();
    this.transferred.replaceChildren(
      make("p", {}, make("strong", {}, words.transferNote), " ", kase.transferred),
      ...(mine
        ? [button("secondary", [words.readBack], () => notices.trying(() => api.post(`cases/${kase.id}/read-back`)))]
        : []),
    );
  }
}
