/** What a wish comes to, drawn as the shopper sees it in the chat: goods, money, and what else is agreed to. */
import { card } from "../widget/cards.js";
import { wordsIn } from "../widget/words.js";
import { optionsText } from "./orders.js";

/** @param {string} id @param {any} facts of the customer panel @param {import("./words.js").Words} words */
export function methodName(id, facts, words) {
  const method = facts.methods.find((/** @type {any} */ one) => one.id === id);
  if (!method) return id;
  const name = method.brand || words.code(method.kind);
  return [name, method.last_four && `·${method.last_four}`, method.balance && `(${words.money(method.balance, facts.currency)})`].filter(Boolean).join(" ");
}

/** @param {any} quote @param {any} facts @param {import("./words.js").Words} words */
export function quotePart(quote, facts, words) {
  const counter = /** @type {any} */ ({ words: wordsIn(words.name), desk: new URL(location.origin) });
  const money = (/** @type {string} */ amount) => words.money(amount, facts.currency);
  const total = Number(quote.comes_back) ? [words.quoted.total, quote.comes_back] : Number(quote.to_pay) ? [words.quoted.pays, quote.to_pay] : null;
  return card(
    {
      kind: "quote",
      title: "",
      lines: quote.items.map((/** @type {any} */ item) => line(item, money)),
      rows: rows(quote, facts, words),
      total: total && { label: total[0], value: money(total[1]) },
    },
    counter,
  );
}

/** @param {any} item @param {(amount: string) => string} money */
const line = (item, money) => ({
  name: item.name,
  options: optionsText(item.options),
  quantity: item.quantity,
  price: item.price && money(item.price),
  becomes: item.new_options ? { options: optionsText(item.new_options), price: item.new_price && money(item.new_price) } : null,
});

/** @param {any} quote @param {any} facts @param {import("./words.js").Words} words */
function rows(quote, facts, words) {
  const { quoted } = words;
  const money = (/** @type {string} */ amount) => words.money(amount, facts.currency);
  const address = quote.address && Object.values(quote.address).filter(Boolean).join(", ");
  const back = quote.items.filter((/** @type {any} */ { line_id }) => quote.to_send_back.includes(line_id));
  const payer = /** @type {Record<string, string>} */ ({ shopper: words.shopper, shop: words.shop })[quote.postage_by];
  const told = [
    ...quote.moves.map((/** @type {any} */ move) => [methodName(move.method_id, facts, words), [money(move.amount), move.later && quoted.later].filter(Boolean).join(", ")]),
    [quoted.fee, Number(quote.fee) ? money(quote.fee) : null],
    [quoted.postage, payer],
    [quoted.back, back.map((/** @type {any} */ { name }) => name).join(", ")],
    [quoted.address, address],
    [quoted.asks, quote.asks && words.code(quote.asks)],
    [quoted.link, quote.link],
    [quoted.by, quote.by && words.day(quote.by)],
    [quoted.done, quote.earlier],
  ];
  return told.filter(([, value]) => value).map(([label, value]) => ({ label, value }));
}
