/** How long somebody waits, and until when they were promised an answer. */
import { make } from "./dom.js";

const MINUTE = 60_000;
const SOON_MS = 10 * MINUTE;

/** A span as short as it can be said: "45 s", "12 min", "3 h", "2 d". */
export function span(/** @type {number} */ ms, /** @type {import("./words.js").Words} */ words) {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 60) return words.seconds(seconds);
  if (seconds < 3600) return words.minutes(Math.floor(seconds / 60));
  if (seconds < 86400) return words.hours(Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60));
  return words.days(Math.floor(seconds / 86400));
}

/** The shopper waits for us since then; null when it is their turn. @returns {string|null} */
export function waitsSince(/** @type {import("./types.js").Case} */ kase) {
  if (kase.state === "waiting" || kase.state === "message") return kase.waiting_since;
  if (kase.state !== "taken") return null;
  if (!kase.answered_at) return kase.waiting_since;
  return kase.last_line?.from === "shopper" ? kase.last_line.at : null;
}

/** "late" past the promised answer, "soon" shortly before. */
export function urgency(/** @type {string|null|undefined} */ due, /** @type {number} */ now) {
  if (!due) return "";
  const left = Date.parse(due) - now;
  return left < 0 ? "late" : left < SOON_MS ? "soon" : "";
}

/** All running times of the page, told anew each second: one timer, and only words change. */
export class Clocks {
  /** By how much the desk's clock is ahead of this computer's. */
  ahead = 0;

  constructor(/** @type {import("./words.js").Words} */ words) {
    this.words = words;
    setInterval(() => this.tell(), 1000);
  }

  get now() {
    return Date.now() + this.ahead;
  }

  /** A text that says how long ago `since` was; with `due` it turns red once that is past. */
  since(/** @type {string} */ since, /** @type {string|null} */ due = null) {
    return this.#made({ "data-since": since, "data-due": due });
  }

  /** A text that says how long is left until `due`, or by how much it is late. */
  until(/** @type {string} */ due) {
    return this.#made({ "data-until": due, "data-due": due });
  }

  #made(/** @type {Record<string, string|null>} */ facts) {
    const element = make("time.clock", facts);
    this.#say(element, this.now);
    return element;
  }

  tell() {
    const { now } = this;
    for (const element of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".clock"))) {
      this.#say(element, now);
    }
  }

  #say(/** @type {HTMLElement} */ element, /** @type {number} */ now) {
    const { since, until, due } = element.dataset;
    const left = until ? Date.parse(until) - now : 0;
    const text = since
      ? span(now - Date.parse(since), this.words)
      : left < 0
        ? this.words.lateBy(span(-left, this.words))
        : this.words.within(span(left, this.words));
    if (element.textContent !== text) element.textContent = text;
    element.className = `clock ${urgency(due, now)}`.trim();
  }
}
