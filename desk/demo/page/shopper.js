import { make, part } from "./dom.js";

/**
 * @typedef {object} Customer
 * @property {string} id
 * @property {string} name
 * @property {string} email
 * @property {string|null} language
 * @property {string[]} orders numbers, newest first
 * @property {Record<string, string>} matter what is the matter with them, in each language
 */

const shopbell = () => /** @type {any} */ (window).Shopbell;

/** Who one is in the store, and what one could ask then. */
export class Shopper {
  /**
   * @param {Customer[]} cast
   * @param {string|null} signedIn id of the customer, null for a guest
   */
  constructor(cast, signedIn) {
    this.cast = cast;
    this.signedIn = signedIn;
    part("who").addEventListener("change", () => this.#become(part("who").value || null));
  }

  show(/** @type {import("./words.js").Words} */ words, /** @type {string} */ language) {
    this.words = words;
    this.language = language;
    const me = this.cast.find(({ id }) => id === this.signedIn);
    part("who-label").textContent = words.who;
    part("who").replaceChildren(
      make("option", { value: "" }, words.guest),
      ...this.cast.map((customer) => make("option", { value: customer.id }, this.#introduce(customer))),
    );
    part("who").value = me?.id ?? "";
    part("try-title").textContent = words.tryTitle;
    part("try-who").textContent = me ? words.trySignedIn(me.name) : words.tryGuest;
    this.#facts(me);
    this.#questions(me);
  }

  #introduce(/** @type {Customer} */ { name, matter }) {
    return `${name} · ${matter[this.language ?? "en"]}`;
  }

  /** What a guest needs to know to ask for an order that is in the store. */
  #facts(/** @type {Customer|undefined} */ me) {
    const { words } = this;
    const example = this.#example();
    part("try-guest").hidden = Boolean(me) || !example;
    if (me || !example || !words) return;
    const fact = (/** @type {string} */ label, /** @type {string} */ value) =>
      make("div", {}, make("dt", {}, label), make("dd", {}, value));
    part("try-guest").replaceChildren(
      make("p", {}, words.guestFacts),
      make("dl", {}, fact(words.orderNumber, example.orders[0]), fact(words.email, example.email)),
    );
  }

  #questions(/** @type {Customer|undefined} */ me) {
    const example = this.#example();
    const { guest, signedIn } = /** @type {import("./words.js").Words} */ (this.words).questions;
    const questions = me
      ? signedIn(me.orders[0] ?? "")
      : guest(example?.orders[0] ?? "", example?.email ?? "");
    part("try-list").replaceChildren(
      ...questions.map((question) =>
        make(
          "li",
          {},
          make("button", { type: "button", onclick: () => shopbell().open(question) }, question),
        ),
      ),
    );
  }

  #example() {
    return this.cast.find(({ orders }) => orders.length);
  }

  async #become(/** @type {string|null} */ customer_id) {
    const answer = await fetch("/demo/sign-in", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ customer_id }),
    });
    const { identity, text } = await answer.json();
    if (answer.ok) {
      this.signedIn = customer_id;
      if (identity) shopbell().signIn(identity);
      else shopbell().signOut();
    }
    if (this.words) this.show(this.words, this.language ?? "en");
    if (!answer.ok) part("try-who").textContent = `${this.words?.cannotSignIn} ${text}`;
  }
}
