/** The shopper beside the conversation: who they are, what was promised, their orders with all that can be done. */
import { button, hold, make } from "./dom.js";
import { OrderBox } from "./orders.js";
import { byDue, promiseDialog, promiseRow } from "./promises.js";

export class CustomerPanel {
  #shown = "";
  /** @type {any} */
  #facts = null;

  constructor(/** @type {import("./entry.js").Room} */ room) {
    this.room = room;
    const { words, desk } = room;
    this.body = make("div.side-body", { tabindex: 0, role: "region", "aria-label": words.customerPanel });
    this.element = make("aside.side", { "aria-label": words.customerPanel }, this.body);
    desk.addEventListener("talk", () => this.look());
    desk.addEventListener("promise", (event) => this.#promised(/** @type {CustomEvent} */ (event).detail));
  }

  look() {
    const { talk } = this.room.desk;
    const wanted = talk ? `${talk.id} ${talk.isLoaded}` : "";
    if (wanted === this.#shown) return;
    this.#shown = wanted;
    this.#facts = null;
    this.body.replaceChildren(make("p.empty", {}, talk ? this.room.words.loading : ""));
    if (talk?.isLoaded) this.load();
  }

  /** Asked anew after each action: what it changed is seen at once. */
  async load() {
    const { api, notices, desk, words } = this.room;
    const { talk } = desk;
    if (!talk) return;
    const told = await notices.trying(() => api.get(`conversations/${talk.id}/customer`));
    if (desk.talk !== talk) return;
    this.#facts = told;
    if (told) this.#draw();
    else this.body.replaceChildren(make("p.empty", {}, words.noFacts));
  }

  /** @param {import("./types.js").Promised} promise */
  #promised(promise) {
    if (!this.#facts) return;
    const others = this.#facts.promises.filter((/** @type {{id: number}} */ { id }) => id !== promise.id);
    const isHere = promise.conversation === this.room.desk.talk?.id || others.length < this.#facts.promises.length;
    this.#facts.promises = isHere && promise.state === "open" ? [...others, promise] : others;
    this.#draw();
  }

  #draw() {
    if (!this.#facts) return;
    const open = [...this.body.querySelectorAll("details[open]")].map(({ dataset }) => dataset.name);
    hold(this.body, this.#parts(this.#facts));
    for (const part of this.body.querySelectorAll("details")) if (open.includes(part.dataset.name)) part.open = true;
  }

  /** @param {any} facts */
  #parts(facts) {
    const { words } = this.room;
    const { customer, orders, contacts, promises } = facts;
    const newPromise = button("text", [words.promiseNew], () => promiseDialog(this.room));
    return [
      this.#who(facts),
      section(words.promises, [
        promises.length ? make("ul.rows.tight", {}, ...promises.sort(byDue).map((/** @type {any} */ one) => promiseRow(this.room, one, true))) : make("p.empty", {}, words.promisesNoneHere),
        newPromise,
      ]),
      customer &&
        section(words.orders, orders.length ? orders.map((/** @type {any} */ one, /** @type {number} */ place) => new OrderBox(this.room, one, facts, () => this.load(), place === 0).element) : [make("p.empty", {}, words.ordersNone)]),
      contacts.length > 0 &&
        section(words.contacts, [make("ul.contacts", {}, ...contacts.map((/** @type {any} */ one) => this.#contact(one)))]),
    ].filter(Boolean);
  }

  /** @param {any} facts */
  #who({ customer, currency, spent, tier, birthday, consents }) {
    const { words } = this.room;
    if (!customer) return section(words.guest, [make("p.empty", {}, words.guestHint)]);
    const agreed = Object.entries(consents).filter(([, yes]) => yes).map(([name]) => name);
    const rows = [
      [words.email, customer.email],
      [words.phone, customer.phone],
      [words.spent, words.money(spent, currency)],
      [words.tier, tier],
      [words.birthday, birthday],
      [words.consents, agreed.map((name) => words.code(name)).join(", ")],
      [words.language, customer.language && words.code(customer.language)],
    ];
    return section(customer.name, [make("dl.facts", {}, ...rows.filter(([, value]) => value).map(([label, value]) => make("div", {}, make("dt", {}, label), make("dd", {}, value))))]);
  }

  /** @param {any} contact */
  #contact(contact) {
    const { words } = this.room;
    const text = [words.topic(contact.topic ?? "assistant"), contact.outcome && words.code(contact.outcome)].filter(Boolean).join(" · ");
    const line = [make("span", {}, text), make("time", {}, words.day(contact.opened_at))];
    return make("li", {}, button("text", line, () => this.room.show(contact.conversation)));
  }
}

/** @param {string} title @param {any[]} parts */
const section = (title, parts) => make("section.side-part", {}, make("h2", {}, title), ...parts);
