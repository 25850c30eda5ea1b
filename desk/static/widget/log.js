/** @import {Line} from "./types.js" */
import { hold, make } from "./dom.js";
import { Message } from "./message.js";
import { dayLabel, dayOf } from "./moments.js";

const GROUP_MS = 5 * 60 * 1000;
const ANSWER_MS = 5 * 1000;

const keyOf = (/** @type {Line} */ line) => line.cmid ?? String(line.seq);

/** Lines of one person close in time stand together, and only the last of them says when. */
function together(/** @type {Line|undefined} */ one, /** @type {Line|undefined} */ next) {
  if (!one || !next || one.from !== next.from || one.name !== next.name) return false;
  return Date.parse(next.at) - Date.parse(one.at) < GROUP_MS && dayOf(one.at) === dayOf(next.at);
}

/** The index of the first of the lines that came together with the last one. */
function beginning(/** @type {Line[]} */ lines) {
  const last = lines.at(-1);
  let first = lines.length - 1;
  const near = (/** @type {Line|undefined} */ line) =>
    line && last && line.from === last.from && Date.parse(last.at) - Date.parse(line.at) < ANSWER_MS;
  while (near(lines[first - 1])) first--;
  return first;
}

/** The conversation as it is read: days, groups, lines. */
export class Log {
  /** @type {Map<string, Message>} */
  #messages = new Map();
  /** @type {Map<number, HTMLElement>} */
  #days = new Map();
  /** What is repeated from before, or was here before the chat was opened, is not read out. */
  #quiet = true;

  /** @param {import("./chat.js").Counter} counter */
  constructor(counter) {
    this.counter = counter;
    this.element = make("div.log", { role: "log" });
  }

  /** Where the newest answer begins: it may be several lines at once. @type {Element|null} */
  newest = null;

  update() {
    const { lines, caughtUp } = this.counter.conversation;
    this.element.setAttribute("aria-live", this.#quiet ? "off" : "polite");
    /** @type {ChildNode[]} */
    const nodes = [];
    const today = new Date().setHours(0, 0, 0, 0);
    lines.forEach((line, place) => {
      const [before, after] = [lines[place - 1], lines[place + 1]];
      if (dayOf(line.at) !== (before ? dayOf(before.at) : today)) nodes.push(this.#day(line.at));
      const message = this.#message(line);
      message.update(line, { first: !together(before, line), last: !together(line, after) });
      nodes.push(message.element);
    });
    hold(this.element, nodes);
    this.#quiet = !caughtUp;
    const first = lines[beginning(lines)];
    this.newest = first ? this.#message(first).element : null;
  }

  #message(/** @type {Line} */ line) {
    const key = keyOf(line);
    const known = this.#messages.get(key) ?? new Message(line, this.counter);
    this.#messages.set(key, known);
    return known;
  }

  #day(/** @type {string} */ at) {
    const day = dayOf(at);
    const known = this.#days.get(day) ?? make("p.day", {}, make("span"));
    this.#days.set(day, known);
    known.firstChild.textContent = dayLabel(at, this.counter.language);
    return known;
  }
}
