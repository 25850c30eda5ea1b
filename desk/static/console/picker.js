/** A list over the field one writes in; the keys stay in the field, the list only shows what Enter would take. */
import { make } from "./dom.js";

/** @typedef {{name: string, hint: string, detail?: string, take: () => void}} Offer */

export class Picker {
  /** @type {Offer[]} */
  #offers = [];
  #at = 0;

  /** @param {HTMLTextAreaElement} field @param {string} label */
  constructor(field, label) {
    this.field = field;
    this.list = make("ul.picker", { id: "picker", role: "listbox", "aria-label": label, hidden: true });
    field.setAttribute("aria-controls", "picker");
    field.setAttribute("aria-autocomplete", "list");
    this.offer([]);
  }

  get isOpen() {
    return this.#offers.length > 0;
  }

  offer(/** @type {Offer[]} */ offers) {
    this.#offers = offers;
    this.#at = 0;
    this.list.hidden = !offers.length;
    this.list.replaceChildren(...offers.map((offer, place) => this.#row(offer, place)));
    this.#mark();
  }

  /** Says whether the key was for the list. */
  key(/** @type {KeyboardEvent} */ event) {
    if (!this.isOpen) return false;
    if (event.key === "Escape") this.offer([]);
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") this.#step(event.key === "ArrowDown" ? 1 : -1);
    else if (event.key === "Enter" || event.key === "Tab") this.#offers[this.#at].take();
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  #step(/** @type {number} */ way) {
    this.#at = (this.#at + way + this.#offers.length) % this.#offers.length;
    this.#mark();
  }

  #mark() {
    [...this.list.children].forEach((row, place) => row.setAttribute("aria-selected", String(place === this.#at)));
    const chosen = /** @type {HTMLElement|undefined} */ (this.list.children[this.#at]);
    chosen?.scrollIntoView({ block: "nearest" });
    if (chosen) this.field.setAttribute("aria-activedescendant", chosen.id);
    else this.field.removeAttribute("aria-activedescendant");
  }

  /** @param {Offer} offer @param {number} place */
  #row({ name, hint, detail, take }, place) {
    const row = make("li", { id: `picker-${place}`, role: "option" }, make("strong", {}, name), make("span", {}, hint), detail && make("small", {}, detail));
    row.addEventListener("mousedown", (/** @type {Event} */ event) => (event.preventDefault(), take()));
    return row;
  }
}
