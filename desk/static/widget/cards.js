/** @import {Card, FactsCard, OrderCard, ParcelCard, ProductCard} from "./types.js" */
/** @import {Words} from "./words.js" */
import { icon, make } from "./dom.js";

const MOST_DONE = 3;
const STILL_SHOWN = 2;

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

/** @param {OrderCard} card @param {Words} words @param {URL} desk */
function order(card, words, desk) {
  return [
    make(
      "div.head",
      {},
      make("h3", {}, words.order(card.number)),
      tag(card.tone, card.status_label),
      card.placed && make("p", {}, card.placed),
    ),
    make(
      "ul.goods",
      {},
      ...card.lines.map((line) =>
        make(
          "li",
          {},
          picture(line.image, desk),
          make(
            "div",
            {},
            make("p.title", {}, words.pieces(line.quantity), line.name),
            line.options && make("p", {}, line.options),
          ),
          make("p.price", {}, line.price),
        ),
      ),
    ),
    card.total && make("p.total", {}, make("span", {}, words.total), make("strong", {}, card.total)),
    card.note && make("p.note", {}, card.note),
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

/** @param {ParcelCard} card @param {Words} words */
function parcel(card, words) {
  const done = card.steps.findLastIndex(({ state }) => state === "done") + 1;
  const folded = done > MOST_DONE ? done - STILL_SHOWN : 0; // what happened long ago would hide what comes
  const steps = card.steps.map((step) => stage(step, words));
  return [
    make(
      "div.head",
      {},
      make(card.late ? "h3.late" : "h3", {}, card.headline),
      parts("p.parts", words.order(card.order_number), card.carrier, card.tracking_number),
    ),
    folded > 0 &&
      make(
        "details.earlier",
        {},
        make("summary", {}, words.earlier(folded), icon("fold")),
        make("ol.steps", {}, ...steps.slice(0, folded)),
      ),
    make("ol.steps", {}, ...steps.slice(folded)),
    parts("p.parts.note", ...(card.items ?? [])),
  ];
}

/** @param {ProductCard} card @param {Words} _words @param {URL} desk */
function product(card, _words, desk) {
  return [
    make(
      "div.piece",
      {},
      picture(card.image, desk),
      make("div", {}, make("h3", {}, card.name), card.price && make("p.price", {}, card.price)),
    ),
    card.variants?.length &&
      make(
        "ul.variants",
        {},
        ...card.variants.map((variant) =>
          make(
            "li",
            {},
            make("p.title", {}, variant.label),
            variant.stock_label && tag(variant.available ? "good" : "done", variant.stock_label),
            variant.price && make("p.price", {}, variant.price),
          ),
        ),
      ),
  ];
}

/** @param {FactsCard} card */
function facts(card) {
  return [
    card.title && make("div.head", {}, make("h3", {}, card.title)),
    make(
      "dl",
      {},
      ...card.rows.map(({ label, value }) => make("div", {}, make("dt", {}, label), make("dd", {}, value))),
    ),
  ];
}

/** @type {Record<string, (card: any, words: Words, desk: URL) => (Node|string|null|undefined|false|0)[]>} */
const KINDS = { order, parcel, product, facts };

/** The picture of what a line says; nothing for a kind this widget does not know, because the text is enough. */
export function card(/** @type {Card} */ facts, /** @type {Words} */ words, /** @type {URL} */ desk) {
  const draw = KINDS[facts.kind];
  return draw
    ? make(`section.card.${facts.kind}`, {}, .../** @type {any[]} */ (draw(facts, words, desk)))
    : null;
}
