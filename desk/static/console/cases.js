/** Who waits: my chats, the queue, messages left, and for supervisors everybody's; each with its running clock. */
/** @import {Case} from "./types.js" */
import { waitsSince } from "./clocks.js";
import { button, hold, make } from "./dom.js";

export class CaseList {
  /** @type {Map<number, {kase: Case, element: HTMLElement, look: string}>} */
  #items = new Map();

  constructor(/** @type {import("./entry.js").Room} */ room) {
    this.room = room;
    const { words, desk } = room;
    this.take = button("primary.take", [words.takeNext], () => room.takeNext(), { "aria-keyshortcuts": "n" });
    const parts = /** @type {[string, () => Case[]][]} */ ([
      [words.mine, () => desk.mine],
      [words.queue, () => desk.queue],
      [words.messages, () => desk.messages],
      ...(desk.isSupervisor ? [[words.others, () => desk.others]] : []),
    ]);
    this.parts = parts.map(([label, cases]) => {
      const count = make("span.count");
      const list = make("ul");
      const section = make("section", { "aria-label": label }, make("h2", {}, label, count), list);
      return { section, count, list, cases };
    });
    this.calm = make("p.calm", {}, words.allQuiet);
    this.element = make(
      "section.cases",
      { "aria-label": words.chats },
      make("header", {}, make("h1", {}, words.chats), this.take),
      make("div.scroll", {}, ...this.parts.map(({ section }) => section), this.calm),
    );
    desk.addEventListener("cases", () => this.look());
    desk.addEventListener("talk", () => this.#mark());
    this.look();
  }

  /** All cases in the order they stand. */
  get order() {
    return this.parts.flatMap(({ cases }) => cases());
  }

  /** Opens the one above or below. */
  step(/** @type {1|-1} */ way) {
    const { order } = this;
    const at = order.findIndex(({ conversation }) => conversation === this.room.desk.talk?.id);
    const next = order[at < 0 ? 0 : at + way];
    if (next) this.room.show(next.conversation);
  }

  look() {
    const { desk } = this.room;
    for (const { section, count, list, cases } of this.parts) {
      const found = cases();
      section.hidden = !found.length;
      count.textContent = String(found.length);
      hold(list, found.map((kase) => this.#item(kase)));
    }
    this.calm.hidden = this.order.length > 0;
    this.take.disabled = !desk.queue.length;
    this.#mark();
  }

  /** An element lives as long as nothing on it changed, so that focus and screen readers stay where they are. */
  #item(/** @type {Case} */ kase) {
    const look = JSON.stringify(kase);
    const known = this.#items.get(kase.id);
    if (known?.look === look) return known.element;
    const element = known?.element ?? make("li");
    const hadFocus = element.contains(document.activeElement);
    element.replaceChildren(this.#row(kase));
    if (hadFocus) element.firstElementChild.focus();
    this.#items.set(kase.id, { kase, element, look });
    return element;
  }

  #row(/** @type {Case} */ kase) {
    const { words, clocks } = this.room;
    const since = waitsSince(kase);
    const last = kase.last_line;
    return make(
      "button.case",
      { type: "button", "data-conversation": kase.conversation, onclick: () => this.room.show(kase.conversation) },
      make(
        "span.first",
        {},
        make("strong", {}, words.customer(kase)),
        since ? clocks.since(since, kase.answered_at ? null : kase.reply_by) : make("span.turn", {}, words.theirTurn),
      ),
      make("span.matter", {}, words.matter(kase)),
      make(
        "span.last",
        {},
        make("span.words", { lang: kase.language }, last ? `${words.who(last.from)}${last.text}` : ""),
        kase.transferred && make("span.chip.busy-chip", {}, words.transferred),
        kase.importance >= 2 && make("span.chip.bad-chip", {}, words.urgent),
        kase.language && make("span.chip", {}, kase.language.toUpperCase()),
        kase.staff && kase.staff.id !== this.room.desk.me.id && make("span.chip", {}, kase.staff.name),
        kase.unread > 0 && make("span.count.new", { "aria-label": words.unread(kase.unread) }, String(kase.unread)),
      ),
    );
  }

  #mark() {
    for (const row of /** @type {NodeListOf<HTMLElement>} */ (this.element.querySelectorAll(".case"))) {
      row.toggleAttribute("aria-current", row.dataset.conversation === this.room.desk.talk?.id);
      if (row.hasAttribute("aria-current")) row.setAttribute("aria-current", "true");
    }
  }
}
