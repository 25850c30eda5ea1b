/** @import {Unsent} from "./types.js" */

const ANSWER_MS = 10_000;
const RATE_MS = 1_500;

/** An id no other send has. `crypto.randomUUID` is missing on pages without https. */
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/**
 * What the shopper said and the desk has not acknowledged. One send is under way at a time, so that the order holds;
 * each keeps its `cmid` however often the connection breaks, so that the desk stores it once. Fires `change`.
 */
export class Outbox extends EventTarget {
  /** @type {string|null} the send under way */
  #under = null;
  /** @type {Unsent|null} the photo under way */
  #carried = null;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  #pause;

  /**
   * @param {import("./connection.js").Connection} connection
   * @param {Unsent[]} waiting left over from before a reload
   */
  constructor(connection, waiting = []) {
    super();
    this.connection = connection;
    /** Takes photos to the desk, which go beside the socket. @type {(send: Unsent) => Promise<void>} */
    this.carry = async () => {};
    this.waiting = waiting;
    connection.addEventListener("state", () => this.#begin());
  }

  /** @param {Pick<Unsent, "text"|"choice"|"photo"|"card">} what the words, a choice and its label, or a photo */
  post(what) {
    this.waiting.push({ ...what, cmid: newId(), at: new Date().toISOString(), state: "sending" });
    this.#changed();
  }

  find(/** @type {string|undefined} */ cmid) {
    return this.waiting.find((send) => send.cmid === cmid);
  }

  /** The desk has it, or the shopper gives it up. */
  remove(/** @type {string} */ cmid) {
    this.waiting = this.waiting.filter((send) => send.cmid !== cmid);
    if (this.#under === cmid) this.#under = null;
    this.#changed();
  }

  clear() {
    this.waiting = [];
    this.#begin();
  }

  fail(/** @type {string} */ cmid, /** @type {string} */ problem) {
    const send = this.find(cmid);
    if (send) Object.assign(send, { state: "failed", problem });
    if (this.#under === cmid) this.#under = null;
    this.#changed();
  }

  /** Once more, under a new id: the desk refused the old one, so nothing of ours is stored there. */
  retry(/** @type {string} */ cmid) {
    const send = this.find(cmid);
    if (send) Object.assign(send, { cmid: newId(), state: "sending", problem: undefined });
    this.#changed();
  }

  /** Too fast for the desk: the same send again a little later. */
  slowDown() {
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => this.#begin(), RATE_MS);
  }

  /** Once at a time, also when the socket breaks meanwhile: the photo may well arrive. */
  #carry(/** @type {Unsent} */ send) {
    if (this.connection.state !== "online") return;
    this.#under = send.cmid;
    if (this.#carried === send) return;
    this.#carried = send;
    this.carry(send).finally(() => {
      if (this.#carried === send) this.#carried = null;
    });
  }

  #begin() {
    clearTimeout(this.#pause);
    this.#under = null;
    this.#next();
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
    this.#next();
  }

  #next() {
    const send = !this.#under && this.waiting.find(({ state }) => state === "sending");
    if (!send) return;
    const { cmid, text, choice, photo } = send;
    if (photo) {
      this.#carry(send);
      return;
    }
    const frame = choice ? { type: "choose", cmid, choice } : { type: "say", cmid, text };
    if (!this.connection.send(frame)) return;
    this.#under = cmid;
    this.connection.expect(ANSWER_MS);
  }
}
