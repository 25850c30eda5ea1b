/** @import {Line, Owner} from "./types.js" */
import { Connection } from "./connection.js";
import { Outbox } from "./outbox.js";
import { download, shrink, upload } from "./photo.js";
import { Timeline } from "./timeline.js";
import { wordsIn } from "./words.js";

const BOT_MS = 20_000; // the desk answers, or apologises, well before
const TYPING_MS = 12_000;
const TYPING_EVERY_MS = 3_000;

/**
 * One shopper's conversation with the desk: what was said, who answers, what is on its way. No page part is known here.
 * Fires `change` whenever something that can be seen changed, and `language` when the conversation took up another.
 */
export class Conversation extends EventTarget {
  timeline = new Timeline();
  /** @type {Owner} */
  owner = { owner: "bot" };
  /** @type {string|null} who is typing */
  typing = null;
  /** @type {string|null} something went wrong that belongs to no line */
  notice = null;
  /** @type {string|null} why the desk lets nobody new in just now */
  crowded = null;
  closed = false;
  /** Up to which line the desk is still repeating what was said before. */
  #replay = 0;
  #epoch = 0;
  #typed = 0;
  /** @type {Map<string, Promise<string>>} photos by the address in their card, and where the page has them */
  #known = new Map();
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  #stopped;

  /**
   * @param {string} url of the socket
   * @param {import("./memory.js").Memory} memory
   * @param {import("./identity.js").Identity} identity
   * @param {string} language
   */
  constructor(url, memory, identity, language) {
    super();
    this.memory = memory;
    this.identity = identity;
    this.language = language;
    this.token = memory.shared.token;
    /** @type {string|null} */
    this.who = memory.shared.who ?? null;
    this.connection = new Connection(url, () => this.#greet());
    this.connection.addEventListener("frame", (event) =>
      this.#hear(/** @type {CustomEvent} */ (event).detail),
    );
    this.connection.addEventListener("state", () => this.#changed());
    this.outbox = new Outbox(this.connection, memory.own.unsent);
    this.outbox.addEventListener("change", () => this.#sent());
    this.outbox.carry = (send) => this.#carry(send);
    /** Where photos go and are: below the socket's address. */
    this.photos = `${url.replace(/^ws/, "http")}/`;
    memory.addEventListener("change", () => this.#elsewhere());
  }

  /** All lines to show: what was said, then what is on its way. @returns {Line[]} */
  get lines() {
    return [
      ...this.timeline.lines,
      ...this.outbox.waiting.map((send) => ({ ...send, from: /** @type {const} */ ("shopper") })),
    ];
  }

  get choices() {
    const idle = this.outbox.waiting.length || this.closed || this.owner.owner === "staff";
    return idle ? [] : this.timeline.choices;
  }

  /** The first choice is the shopper's yes to what was said back to them. */
  get asksForYes() {
    return this.timeline.answer.some(({ card }) => card?.kind === "quote");
  }

  get unread() {
    return this.timeline.unread(this.memory.shared.seen ?? 0);
  }

  /** False while old lines are repeated: nobody needs to hear those read out again. */
  get caughtUp() {
    return this.timeline.last >= this.#replay;
  }

  begin() {
    this.connection.open();
  }

  say(/** @type {string} */ text) {
    this.notice = null;
    this.outbox.post({ text });
    this.begin();
  }

  /** Sends a photo, in its place among the words. */
  show(/** @type {Blob} */ photo) {
    const url = URL.createObjectURL(photo);
    this.#known.set(url, Promise.resolve(url));
    const { photo: text } = wordsIn(this.language);
    this.outbox.post({ text, photo, card: { kind: "image", url, alt: text } });
    this.begin();
  }

  /** Under which address the page may show a photo of this conversation. @returns {Promise<string>} */
  photo(/** @type {string} */ url) {
    const known =
      this.#known.get(url) ?? download(new URL(`../${url}`, this.photos).href, this.token ?? "");
    this.#known.set(url, known);
    known.catch(() => this.#known.delete(url));
    return known;
  }

  choose(/** @type {{id: string, label: string}} */ { id, label }) {
    this.notice = null;
    this.outbox.post({ text: label, choice: id });
    this.begin();
  }

  retry(/** @type {string} */ cmid) {
    this.outbox.retry(cmid);
    this.connection.wake();
  }

  /** Something to know that belongs to no line. */
  tell(/** @type {string} */ notice) {
    this.notice = notice;
    this.#changed();
  }

  dismiss() {
    this.notice = null;
    this.#changed();
  }

  /** The shopper saw everything there is. */
  see() {
    const seq = this.timeline.last;
    if (seq <= (this.memory.shared.seen ?? 0)) return;
    this.memory.keep({ seen: seq });
    this.connection.send({ type: "seen", seq });
    this.#changed();
  }

  /** Somebody on the staff likes to see that the shopper is writing; the bot does not care. */
  writes() {
    if (this.owner.owner === "bot" || Date.now() - this.#typed < TYPING_EVERY_MS) return;
    this.#typed = Date.now();
    this.connection.send({ type: "typing" });
  }

  speak(/** @type {string} */ language) {
    if (language === this.language) return;
    this.language = language;
    this.connection.restart();
    this.#changed();
  }

  /** Forgets the conversation on this device; the next word begins a new one. */
  leave() {
    this.#reset();
    this.notice = null;
    this.connection.close();
    this.#changed();
  }

  /** A new conversation in place of one that has ended; words it refused go there. */
  startOver() {
    const refused = this.outbox.waiting.filter(({ choice }) => !choice);
    this.leave();
    for (const { text, photo } of refused) photo ? this.show(photo) : this.say(text);
    this.begin();
  }

  async #greet() {
    const me = await this.identity.current();
    const who = me?.sub ?? null;
    if (this.who !== null && this.who !== who) this.#reset();
    this.who = who;
    const { complete } = this.timeline;
    return {
      type: "hello",
      lang: this.language,
      ...(this.token && { token: this.token }),
      ...(me?.jwt && { identity: me.jwt }),
      ...(complete && { last_seq: complete, epoch: this.#epoch }),
    };
  }

  #hear(/** @type {any} */ frame) {
    if (frame.type === "welcome") this.#welcomed(frame);
    else if (frame.type === "message") this.#said(frame);
    else if (frame.type === "ack") this.#stored(frame);
    else if (frame.type === "state") this.#owned(frame);
    else if (frame.type === "typing") this.#types(frame.name ?? frame.from);
    else if (frame.type === "error") this.#refused(frame);
    this.#changed();
  }

  #welcomed(/** @type {any} */ { token, epoch, seq, state }) {
    this.identity.accepted();
    this.crowded = null;
    const other = token && token !== this.token;
    const asked = this.timeline.complete > 0;
    const before = this.memory.shared;
    if (other) {
      this.timeline.clear();
      this.token = token;
    }
    const seen = before.token === this.token ? (before.seen ?? 0) : 0;
    this.memory.keep({ token: this.token, who: this.who, seen: Math.max(seen, state.seen ?? 0) });
    this.#epoch = epoch;
    this.#replay = seq;
    this.closed = false;
    this.owner = state;
    if (other && asked) this.connection.restart(); // we asked for the rest of another conversation than this one
  }

  #said(/** @type {any} */ { type, ...line }) {
    this.timeline.put(line);
    if (line.from !== "shopper") this.#types(null);
    if (this.outbox.find(line.cmid)) this.outbox.remove(line.cmid);
  }

  async #carry(/** @type {import("./types.js").Unsent} */ send) {
    const { cmid } = send;
    const went = (/** @type {number} */ part) => {
      send.went = part;
      this.#changed();
    };
    try {
      send.small ??= await shrink(/** @type {Blob} */ (send.photo)); // once: a retry must send the same
      const address = `${this.photos}upload?cmid=${cmid}`;
      const { status, told } = await upload(address, this.token ?? "", send.small, went);
      if (status === 200) this.#stored(told);
      else if (status === 401 && !send.again) {
        send.again = true; // a sign-in may have run out; the next hello brings a fresh one
        this.connection.restart();
      } else this.outbox.fail(cmid, told?.text ?? "");
    } catch {
      send.went = 0;
      this.outbox.slowDown();
    }
    this.#changed();
  }

  #stored(/** @type {{cmid: string, seq: number}} */ { cmid, seq }) {
    const send = this.outbox.find(cmid);
    if (!send) return;
    const { text, at, card } = send;
    this.timeline.put({ seq, cmid, from: "shopper", text, at, card });
    this.outbox.remove(cmid);
    if (this.owner.owner === "bot") this.connection.expect(BOT_MS);
  }

  #owned(/** @type {Owner} */ state) {
    this.owner = state;
    if (!state.lang || state.lang === this.language) return;
    this.language = state.lang;
    this.dispatchEvent(new Event("language"));
  }

  #types(/** @type {string|null} */ from) {
    clearTimeout(this.#stopped);
    this.typing = from;
    if (from) this.#stopped = setTimeout(() => (this.#types(null), this.#changed()), TYPING_MS);
  }

  #refused(/** @type {{code: string, cmid?: string, text: string}} */ { code, cmid, text }) {
    if (code === "rate" && this.connection.state === "online") return this.outbox.slowDown();
    if (code === "rate") return this.#crowdedOut(text);
    if (code === "auth") return this.#unproved(text);
    if (code === "closed") this.closed = true;
    if (code === "unknown_choice" && cmid) this.outbox.remove(cmid);
    else if (cmid) return this.outbox.fail(cmid, text);
    this.notice = text;
  }

  /** Without the identity the desk refused, then also without the token: a guest is always welcome. */
  #unproved(/** @type {string} */ text) {
    if (this.notice === text) this.#reset();
    this.identity.refused();
    this.notice = text;
    this.connection.lose();
  }

  /** Too many conversations begin where we are; the connection tries again by itself, ever more slowly. */
  #crowdedOut(/** @type {string} */ text) {
    this.crowded = text;
    this.connection.lose();
  }

  #sent() {
    this.memory.keepHere({ unsent: this.outbox.waiting.filter(({ photo }) => !photo) });
    this.#changed();
  }

  #reset() {
    if (this.memory.shared.token === this.token) this.memory.forget();
    this.token = undefined;
    this.who = null;
    this.owner = { owner: "bot" };
    this.closed = false;
    this.#replay = 0;
    this.timeline.clear();
    this.outbox.clear();
    this.#known.clear();
  }

  /** Another tab began, changed or left the conversation. A tab with another customer goes its own way. */
  #elsewhere() {
    const { token, who = null } = this.memory.shared;
    const idle = this.connection.state === "idle";
    if (token !== this.token && (idle || !token || who === this.who)) {
      this.timeline.clear();
      this.token = token;
      this.who = who;
      if (token) this.connection.restart();
      else this.connection.close();
    }
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}
