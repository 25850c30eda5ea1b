/** The shopper's wish by the hand of staff: what it needs is asked, the desk says what it comes to, then it is agreed. */
import { ask } from "./dialog.js";
import { chooser, labelled, make } from "./dom.js";
import { optionsText } from "./orders.js";
import { methodName, quotePart } from "./quote.js";

/** What each kind of wish needs, by the fields of care.aftersales.wishes. @type {Record<string, string[]>} */
const NEEDS = {
  cancel: ["reason"],
  change_address: ["address"],
  change_payment: ["method_id"],
  return: ["line_ids", "refund_to"],
  replace: ["line_ids", "fault", "note"],
  refund_fault: ["line_ids", "fault", "refund_to", "note"],
  price_drop: [],
  trace: ["tracking_number", "trouble"],
  hurry: [],
  change_delivery: ["wanted", "phone"],
  invoice_for: ["company", "tax_number"],
  pay_link: [],
  change_items: ["swaps", "method_id"],
  exchange: ["swaps", "method_id"],
};
const OPTIONAL = new Set(["note", "phone"]);
const ADDRESS = ["address1", "address2", "city", "state", "zip", "country"];

/** The console knows how to ask for all that the wish needs. */
export const canAsk = (/** @type {string} */ kind) => kind in NEEDS;

/**
 * Quote first, then confirm: what is agreed to is what was read.
 * @param {import("./entry.js").Room} room @param {any} order @param {any} facts @param {string} kind @param {() => void} changed
 */
export async function act(room, order, facts, kind, changed) {
  const { words, api, desk, notices } = room;
  const path = `conversations/${desk.talk?.id}/orders/${encodeURIComponent(order.number)}`;
  const fields = NEEDS[kind].map((name) => fieldFor(name, kind, order, facts, words));
  const quoted = async () => {
    const wish = Object.assign({ kind }, ...fields.map((field) => field.read()));
    return { wish, ...(await api.post(`${path}/quote`, { wish })) };
  };
  const title = `${words.wish(kind)} · ${order.number}`;
  const offer = fields.length
    ? await ask({ title, label: words.showQuote, parts: fields.map(({ element }) => element), act: quoted }, room)
    : await notices.trying(quoted);
  if (!offer) return;
  const key = crypto.randomUUID(); // the same for each try: what was done once is not done again
  const perform = () => api.post(`${path}/perform`, { wish: offer.wish, agreed: offer.fingerprint, key });
  const done = await ask({ title, label: words.confirm(kind), grave: true, parts: [quotePart(offer.quote, facts, words)], act: async () => (await perform()) ?? true }, room);
  if (!done) return;
  notices.tell(words.performed(done.number ?? ""), { tone: "good" });
  changed();
}

/**
 * @param {string} name @param {string} kind @param {any} order @param {any} facts @param {import("./words.js").Words} words
 * @returns {{element: HTMLElement, read: () => object}}
 */
function fieldFor(name, kind, order, facts, words) {
  if (name === "line_ids") return linesField(order, order.lines_for[kind], words);
  if (name === "swaps") return swapsField(order, facts, words);
  if (name === "address") return addressField(order, words);
  const choices = choicesFor(name, order, facts, words);
  if (choices) {
    const field = chooser(name, choices);
    return { element: labelled(words.fields[/** @type {"reason"} */ (name)], field), read: () => (field.value ? { [name]: field.value } : {}) };
  }
  const field = make("input", { name, required: !OPTIONAL.has(name), maxlength: 500 });
  return {
    element: labelled(words.fields[/** @type {"note"} */ (name)], field),
    read: () => (field.value.trim() ? { [name]: field.value.trim() } : {}),
  };
}

/** @param {string} name @param {any} order @param {any} facts @param {import("./words.js").Words} words @returns {[string, string][]|null} */
function choicesFor(name, order, facts, words) {
  const methods = facts.methods.map((/** @type {any} */ one) => [one.id, methodName(one.id, facts, words)]);
  if (name === "refund_to") return methods.filter((/** @type {string[]} */ [id]) => order.refund_to.includes(id));
  if (name === "method_id") return methods;
  if (name === "reason") return facts.cancel_reasons.map((/** @type {string} */ one) => [one, words.code(one)]);
  if (name === "fault") return ["damaged", "wrong", "missing"].map((one) => [one, words.code(one)]);
  if (name === "trouble") return ["late", "lost", "not_received"].map((one) => [one, words.code(one)]);
  if (name === "tracking_number") return order.parcels.map((/** @type {any} */ one) => [one.tracking_number, one.tracking_number]);
  return null;
}

/** @param {any} order @param {string[]|undefined} free lines that may be chosen @param {import("./words.js").Words} words */
function linesField(order, free, words) {
  const items = order.items.filter((/** @type {any} */ { id }) => !free || free.includes(id));
  const boxes = items.map((/** @type {any} */ item) => {
    const box = make("input", { type: "checkbox", value: item.id, checked: items.length === 1 });
    return { box, element: make("label.check", {}, box, `${item.quantity} × ${item.name}`, make("small", {}, optionsText(item.options))) };
  });
  return {
    element: make("fieldset", {}, make("legend", {}, words.fields.line_ids), ...boxes.map((/** @type {any} */ one) => one.element)),
    read: () => ({ line_ids: boxes.filter((/** @type {any} */ one) => one.box.checked).map((/** @type {any} */ one) => one.box.value) }),
  };
}

/** @param {any} order @param {any} facts @param {import("./words.js").Words} words */
function swapsField(order, facts, words) {
  const rows = order.items
    .filter((/** @type {any} */ item) => item.variants.length)
    .map((/** @type {any} */ item) => {
      const options = item.variants.map((/** @type {any} */ one) => [one.id, `${optionsText(one.options)} · ${words.money(one.price, facts.currency)}`]);
      const field = chooser("variant", [["", words.stays], ...options]);
      return { item, field, element: labelled(`${item.quantity} × ${item.name}, ${optionsText(item.options)}`, field) };
    });
  return {
    element: make("fieldset", {}, make("legend", {}, words.fields.swaps), ...rows.map((/** @type {any} */ one) => one.element)),
    read: () => ({
      swaps: rows.filter((/** @type {any} */ one) => one.field.value).map((/** @type {any} */ one) => ({ line_id: one.item.id, variant_id: one.field.value })),
    }),
  };
}

/** @param {any} order @param {import("./words.js").Words} words */
function addressField(order, words) {
  const fields = ADDRESS.map((name) => {
    const field = make("input", { name, value: order.address?.[name] ?? "", required: ["address1", "city", "zip", "country"].includes(name) });
    return { name, field, element: labelled(words.address[/** @type {"city"} */ (name)], field) };
  });
  return {
    element: make("fieldset.address", {}, make("legend", {}, words.fields.address), ...fields.map(({ element }) => element)),
    read: () => ({ address: Object.fromEntries(fields.map(({ name, field }) => [name, field.value.trim()])) }),
  };
}
