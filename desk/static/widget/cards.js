/** @import {Card, DoneCard, FactsCard, ImageCard, OrderCard, ParcelCard, ProductCard, QuoteCard, Row} from "./types.js" */
/** @import {Counter} from "./chat.js" */
/** @import {Words} from "./words.js" */
import { icon, make } from "./dom.js";

const MOST_DONE = 3;
const STILL_SHOWN = 2;
const MOST_VARIANTS = 5;

/** A picture from the shop, or a quiet box where there is none or it does not come. */
function picture(/** @type {string|null|undefined} */ path, /** @type {URL} */ desk) {
  const frame = make("span.picture");
  const address = path ? new URL(path, desk) : null;
  if (!address || !/^https?:$/.test(address.protocol)) frame.append(icon("box"));
  else
    frame.append(
      make("img", {
        src: address.href,
        alt: "",
        loading: "lazy",
        onerror: () => frame.replaceChildren(icon("box")),
      }),
    );
  return frame;
}

/** A line of facts, each kept whole where there is room; null without any. */
function parts(/** @type {string} */ name, /** @type {(string|null|undefined)[]} */ ...facts) {
  const known = facts.filter(Boolean);
  return known.length ? make(name, {}, ...known.map((fact) => make("span", {}, fact))) : null;
}

const tag = (/** @type {string} */ tone, /** @type {string} */ label) => make(`span.tag.${tone}`, {}, label);

const note = (/** @type {string|null|undefined} */ text) => text && make("p.note", {}, text);

const total = (/** @type {string} */ label, /** @type {string} */ value) =>
  make("p.total", {}, make("span", {}, label), make("strong", {}, value));

const rows = (/** @type {Row[]|undefined} */ facts) =>
  facts?.length &&
  make("dl", {}, ...facts.map(({ label, value }) => make("div", {}, make("dt", {}, label), make("dd", {}, value))));

/** More than one wants to read at once; the rest on demand. */
const folded = (/** @type {string} */ label, /** @type {Node} */ rest) =>
  make("details.earlier", {}, make("summary", {}, label, icon("fold")), rest);

/** Goods with their options and price; where they become another variant, the old struck out and the new below. */
function goods(/** @type {NonNullable<QuoteCard["lines"]>} */ lines, /** @type {Words} */ words, /** @type {URL} */ desk) {
  const change = (/** @type {string|null|undefined} */ old, /** @type {string|null|undefined} */ now) =>
    now && now !== old
      ? [old && make("del", {}, old), make("span.aside", {}, ` ${words.becomes} `), make("ins", {}, now)]
      : [old];
  return make(
    "ul.goods",
    {},
    ...lines.map(({ name, options, quantity, price, image, becomes }) =>
      make(
        "li",
        {},
        picture(image, desk),
        make(
          "div",
          {},
          make("p.title", {}, words.pieces(quantity), name),
          (options || becomes) && make("p", {}, ...change(options, becomes?.options)),
        ),
        make("p.price", {}, ...change(price, becomes?.price)),
      ),
    ),
  );
}

/** @param {OrderCard} card @param {Counter} counter */
function order(card, { words, desk }) {
  return [
    make(
      "div.head",
      {},
      make("h3", {}, words.order(card.number)),
      tag(card.tone, card.status_label),
      card.placed && make("p", {}, card.placed),
    ),
    goods(card.lines, words, desk),
    card.total && total(words.total, card.total),
    note(card.note),
  ];
}

/** @param {ParcelCard["steps"][number]} step @param {Words} words */
function stage(step, words) {
  const mark = { done: icon("check"), problem: icon("alert"), now: "", next: "" }[step.state];
  return make(
    `li.${step.state}`,
    step.state === "now" ? { "aria-current": "step" } : {},
    make("span.dot", {}, mark),
    make(
      "div",
      {},
      make("p.title", {}, step.label, make("span.aside", {}, ` (${words.steps[step.state]})`)),
      parts("p.parts", step.at, step.place),
    ),
  );
}

/** @param {ParcelCard} card @param {Counter} counter */
function parcel(card, { words }) {
  const done = card.steps.findLastIndex(({ state }) => state === "done") + 1;
  const past = done > MOST_DONE ? done - STILL_SHOWN : 0; // what happened long ago would hide what comes
  const steps = card.steps.map((step) => stage(step, words));
  return [
    make(
      "div.head",
      {},
      make(card.late ? "h3.late" : "h3", {}, card.headline),
      parts("p.parts", words.order(card.order_number), card.carrier, card.tracking_number),
    ),
    past > 0 && folded(words.earlier(past), make("ol.steps", {}, ...steps.slice(0, past))),
    make("ol.steps", {}, ...steps.slice(past)),
    parts("p.parts.note", ...(card.items ?? [])),
  ];
}

/** @param {NonNullable<ProductCard["variants"]>[number]} variant */
function variant({ label, stock_label, available, price }) {
  return make(
    "li",
    {},
    make("p.title", {}, label),
    stock_label && tag(available ? "good" : "done", stock_label),
    price && make("p.price", {}, price),
  );
}

/** @param {ProductCard} card @param {Counter} counter */
function product(card, { words, desk }) {
  const variants = (card.variants ?? [])
    .toSorted((one, other) => Number(other.available) - Number(one.available))
    .map(variant);
  const most = variants.length > MOST_VARIANTS + 1 ? MOST_VARIANTS : variants.length;
  return [
    make(
      "div.piece",
      {},
      picture(card.image, desk),
      make("div", {}, make("h3", {}, card.name), card.price && make("p.price", {}, card.price)),
    ),
    most > 0 && make("ul.variants", {}, ...variants.slice(0, most)),
    most < variants.length &&
      folded(words.more(variants.length - most), make("ul.variants", {}, ...variants.slice(most))),
  ];
}

const heading = (/** @type {string|undefined} */ title) =>
  title && make("div.head", {}, make("h3", {}, title));

/** @param {FactsCard} card */
function facts(card) {
  return [heading(card.title), rows(card.rows)];
}

/** @param {QuoteCard} card @param {Counter} counter */
function quote(card, { words, desk }) {
  return [
    heading(card.title),
    card.lines?.length && goods(card.lines, words, desk),
    rows(card.rows),
    card.total && total(card.total.label, card.total.value),
    note(card.note),
  ];
}

/** @param {DoneCard} card @param {Counter} counter */
function done(card, { words }) {
  const copied = make("span", { role: "status" });
  const copy = () => navigator.clipboard.writeText(card.number).then(() => (copied.textContent = words.copied));
  return [
    make("div.well", {}, make("span.dot", {}, icon("check")), make("h3", {}, card.title)),
    make(
      "p.number",
      {},
      make("strong", {}, card.number),
      "clipboard" in navigator &&
        make("button", { type: "button", "aria-label": words.copy(card.number), onclick: copy }, icon("copy")),
      copied,
    ),
    rows(card.rows),
    note(card.note),
  ];
}

/** @param {ImageCard} card @param {Counter} counter */
function image({ url, alt }, { conversation }) {
  const frame = make("span.photo");
  conversation.photo(url).then(
    (src) => frame.replaceChildren(make("img", { src, alt })),
    () => frame.replaceChildren(icon("box"), alt),
  );
  return [frame];
}

/** @type {Record<string, (card: any, counter: Counter) => (Node|string|null|undefined|false|0|"")[]>} */
const KINDS = { order, parcel, product, facts, quote, done, image };

/** The picture of what a line says; nothing for a kind this widget does not know, because the text is enough. */
export function card(/** @type {Card} */ facts, /** @type {Counter} */ counter) {
  const draw = KINDS[facts.kind];
  return draw
    ? make(`section.card.${facts.kind}`, {}, .../** @type {any[]} */ (draw(facts, counter)))
    : null;
}
