/** The page around everything: places to go, who is here, the connection, and the three columns. */
import { button, hold, icon, make } from "./dom.js";
import { likesDialog } from "./likes.js";

/** @typedef {{name: string, icon: Parameters<typeof icon>[0], label: string, count?: () => number, page: () => Page}} Place */
/** @typedef {{element: HTMLElement, open?: () => void, shut?: () => void}} Page */

export class Shell {
  /** @type {Map<string, Page>} */
  #pages = new Map();
  place = "";

  /** @param {import("./entry.js").Room} room @param {Place[]} places */
  constructor(room, places) {
    this.room = room;
    this.places = places;
    const { words } = room;
    this.#links = new Map(places.map((place) => [place.name, this.#link(place)]));
    this.state = make("p.connection", { role: "status" });
    this.here = button("here", [], () => this.#come());
    this.nav = make(
      "nav.rail",
      { "aria-label": words.places },
      ...this.#links.values(),
      make("span.rest"),
      this.here,
      button("place", [icon("keys"), make("span", {}, words.keysShort)], () => room.help(), { "aria-label": words.keysTitle }),
      button("place", [icon("person"), make("span", {}, words.account)], () => likesDialog(room), { "aria-label": words.account }),
    );
    this.main = make("main.stage", { tabindex: -1 });
    this.element = make("div.console", {}, this.nav, this.state, this.main, room.notices.element);
    for (const what of ["cases", "promises", "colleagues"]) room.desk.addEventListener(what, () => this.look());
    room.line.addEventListener("state", () => this.look());
    this.look();
  }

  /** @type {Map<string, HTMLElement>} */
  #links;

  /** @param {Place} place */
  #link({ name, icon: shape, label }) {
    const count = make("span.count", { hidden: true });
    return button("place", [icon(shape), make("span", {}, label), count], () => this.room.go(name), { "data-place": name });
  }

  go(/** @type {string} */ name) {
    const place = this.places.find((one) => one.name === name) ?? this.places[0];
    if (place.name !== this.place) this.#pages.get(this.place)?.shut?.();
    this.place = place.name;
    let page = this.#pages.get(place.name);
    if (!page) this.#pages.set(place.name, (page = place.page()));
    if (page.element.matches(".page")) page.element.tabIndex = 0; // it scrolls, also for the keys
    hold(this.main, [page.element]);
    page.open?.();
    this.element.dataset.place = place.name;
    for (const [one, link] of this.#links) {
      if (one === place.name) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
  }

  /** Whether I take new chats; said again to the desk at once. */
  #come() {
    const { line, desk } = this.room;
    line.takesNew = !line.takesNew;
    line.renew();
    const me = desk.colleagues.get(desk.me.id);
    if (me) desk.colleagues.set(me.id, { ...me, takes_new: line.takesNew });
    desk.tell("colleagues");
  }

  look() {
    const { words, line, desk, bell } = this.room;
    for (const place of this.places) {
      const count = /** @type {HTMLElement} */ (this.#links.get(place.name)?.querySelector(".count"));
      const number = place.count?.() ?? 0;
      count.hidden = !number;
      count.textContent = String(number);
    }
    bell.count(desk.unread + desk.queue.length);
    const isDown = line.state !== "online" && desk.isGreeted;
    const text = isDown ? (navigator.onLine ? words.lost : words.offline) : "";
    if (this.state.textContent !== text) this.state.textContent = text;
    this.state.hidden = !text;
    this.here.className = line.takesNew ? "place here on" : "place here";
    this.here.setAttribute("aria-pressed", String(line.takesNew));
    this.here.replaceChildren(make("i.lamp"), make("span", {}, line.takesNew ? words.takesNew : words.finishing));
    this.here.title = line.takesNew ? words.takesNewHint : words.finishingHint;
  }
}
