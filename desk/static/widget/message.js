/** @import {Line} from "./types.js" */
import { card } from "./cards.js";
import { make } from "./dom.js";
import { timeLabel } from "./moments.js";
import { languageOf, prose } from "./prose.js";

const FIRST = /^.+?(?:[。！？：\n]|[.!?:](?=\s)|$)/;

/** Whether the card says all that its text says; the text's first words then lead to it, and the rest is read out only. */
const tellsAll = (/** @type {any} */ card) =>
  card?.kind === "product" || (card?.kind === "quote" && card.lines?.length);

function bubble(/** @type {Line} */ { text, card }) {
  if (card?.kind === "image") return null; // it has its own words
  const first = (tellsAll(card) && text.match(FIRST)?.[0]) || text;
  const rest = text.slice(first.length);
  return make(
    "div.bubble",
    { lang: languageOf(text) },
    ...prose(first),
    rest && make("span.aside", {}, rest),
  );
}

/** One line: who, what, a card where there is one, and when, or what became of sending it. */
export class Message {
  #foot = "";

  /**
   * @param {Line} line
   * @param {import("./chat.js").Counter} counter
   */
  constructor(line, counter) {
    const { words } = counter;
    this.counter = counter;
    const speaker = { bot: words.assistant, shopper: words.you, staff: line.name ?? words.staff, system: "" }[
      line.from
    ];
    this.foot = make("p.foot");
    this.element = make(
      `div.line.${line.from}`,
      {},
      speaker && make(line.from === "staff" ? "p.name" : "p.name.aside", {}, speaker),
      line.text && bubble(line),
      line.card && card(line.card, counter),
      this.foot,
    );
  }

  /** @param {Line} line @param {{first: boolean, last: boolean}} place in its group */
  update(line, { first, last }) {
    const online = this.counter.conversation.connection.state === "online";
    const sending = line.state && !line.seq;
    this.element.style.setProperty("--went", String(line.went ?? 0));
    this.element.classList.toggle("first", first);
    this.element.classList.toggle("last", last);
    this.element.classList.toggle("unsent", Boolean(sending));
    this.element.classList.toggle("failed", line.state === "failed");
    const state = !sending
      ? last
        ? "said"
        : ""
      : line.state === "failed"
        ? "failed"
        : online
          ? "sending"
          : "later";
    if (state + line.problem === this.#foot) return;
    this.#foot = state + line.problem;
    this.foot.replaceChildren(...this.#say(state, line));
  }

  /** @returns {(string|Node)[]} */
  #say(/** @type {string} */ state, /** @type {Line} */ line) {
    const { conversation, words, language } = this.counter;
    const cmid = line.cmid ?? "";
    const again = () =>
      make("button", { type: "button", onclick: () => conversation.retry(cmid) }, words.again);
    const discard = () =>
      make("button", { type: "button", onclick: () => conversation.outbox.remove(cmid) }, words.discard);
    if (state === "said") return [make("time", { datetime: line.at }, timeLabel(line.at, language))];
    if (state === "sending") return [make("span.patient", {}, words.sending)];
    if (state === "later") return [words.later];
    if (state === "failed") return [make("strong", {}, words.failed), line.problem ?? "", again(), discard()];
    return [];
  }
}
