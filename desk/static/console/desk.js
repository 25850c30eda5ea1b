/** @import {Canned, Case, Colleague, Line, Member, Note, Person, Promised, Unsent} from "./types.js" */
/** What the console knows: cases, colleagues, promises, and the conversation that is open. Knows no part of a page. */
import { waitsSince } from "./clocks.js";

/** One conversation that is open: everything said, noted and on its way. */
export class Talk {
  /** @type {Case|null} */
  kase = null;
  /** @type {Map<number, Line>} */
  #lines = new Map();
  /** @type {Note[]} */
  notes = [];
  /** @type {string[]} */
  tags = [];
  /** @type {Person[]} */
  viewing = [];
  /** The shopper's place of reading. */
  seen = 0;
  typingUntil = 0;
  typist = "";
  isLoaded = false;
  /** @type {Unsent[]} */
  unsent = [];

  constructor(/** @type {string} */ id) {
    this.id = id;
  }

  get lines() {
    return [...this.#lines.values()].sort((one, other) => (one.seq ?? 0) - (other.seq ?? 0));
  }

  get last() {
    return Math.max(0, ...this.#lines.keys());
  }

  /** Takes a line in, once; whichever way it came. */
  add(/** @type {Line} */ line) {
    this.#lines.set(line.seq ?? 0, line);
    // Our own line may come by the socket before its answer does.
    if (line.cmid) this.unsent = this.unsent.filter(({ cmid }) => cmid !== line.cmid);
  }
}

/**
 * Fires `cases`, `talk` (the open conversation), `colleagues`, `promises`, `heard` (detail: {kase, line}) and
 * `alert` (detail: the frame).
 */
export class Desk extends EventTarget {
  /** @type {Map<number, Case>} */
  cases = new Map();
  /** @type {Map<string, Colleague>} */
  colleagues = new Map();
  /** @type {Map<number, Promised>} */
  promises = new Map();
  /** @type {Talk|null} */
  talk = null;
  /** @type {Canned[]} */
  canned = [];
  /** The shop's name in each language, for canned replies. @type {Record<string, string>} */
  shop = {};
  isGreeted = false;

  constructor(/** @type {Member} */ me) {
    super();
    this.me = me;
  }

  get isSupervisor() {
    return this.me.role !== "agent";
  }

  /** Mine: who waits for an answer first, the longest waiting on top. */
  get mine() {
    return this.#sorted(({ state, staff }) => state === "taken" && staff?.id === this.me.id);
  }

  get queue() {
    return this.#sorted(({ state }) => state === "waiting");
  }

  get messages() {
    return this.#sorted(({ state }) => state === "message");
  }

  get others() {
    return this.#sorted(({ state, staff }) => state === "taken" && staff?.id !== this.me.id);
  }

  get unread() {
    return this.mine.reduce((sum, { unread }) => sum + unread, 0);
  }

  #sorted(/** @type {(kase: Case) => boolean} */ wanted) {
    const waits = (/** @type {Case} */ kase) => Date.parse(waitsSince(kase) ?? "") || Infinity;
    return [...this.cases.values()].filter(wanted).sort((one, other) => waits(one) - waits(other) || one.id - other.id);
  }

  open(/** @type {Talk|null} */ talk) {
    this.talk = talk;
    this.tell("talk");
  }

  hear(/** @type {any} */ frame) {
    const known = /** @type {any} */ (this)[`_${frame.type}`];
    if (known) known.call(this, frame);
  }

  /** @param {{me?: Member, queue: Case[], mine: Case[], colleagues: Colleague[], promises: Promised[]}} frame */
  _hello({ me, queue, mine, colleagues, promises }) {
    if (me) this.me = { ...this.me, ...me };
    this.cases = new Map([...queue, ...mine].map((kase) => [kase.id, kase]));
    this.colleagues = new Map(colleagues.map((one) => [one.id, one]));
    this.promises = new Map(promises.map((promise) => [promise.id, promise]));
    this.isGreeted = true;
    if (this.talk?.kase) this.#follow(this.cases.get(this.talk.kase.id));
    for (const what of ["cases", "colleagues", "promises"]) this.tell(what);
  }

  _case(/** @type {{case: Case}} */ { case: kase }) {
    const before = this.cases.get(kase.id);
    // An answer and the socket overtake each other: what is from before the last change of hands is no news.
    if (before && kase.epoch < before.epoch) return;
    this.cases.set(kase.id, kase);
    if (this.talk?.id === kase.conversation && kase.id >= (this.talk.kase?.id ?? 0)) this.#follow(kase);
    this.tell("cases");
    this.tell("case", { kase, before });
  }

  _line(/** @type {{conversation: string, line: Line}} */ { conversation, line }) {
    const kase = [...this.cases.values()].find((one) => one.conversation === conversation && one.state !== "done");
    if (this.talk?.id === conversation) {
      const isNew = (line.seq ?? 0) > this.talk.last;
      this.talk.add(line);
      if (line.from === "shopper") this.talk.typingUntil = 0;
      this.tell("talk");
      if (!isNew) return;
    }
    this.tell("heard", { kase, line, conversation });
  }

  /** `from`: "shopper", or the name of a colleague. @param {{conversation: string, from: string}} frame */
  _typing({ conversation, from }) {
    if (this.talk?.id !== conversation) return;
    this.talk.typingUntil = Date.now() + 6_000;
    this.talk.typist = from === "shopper" ? "" : from;
    this.tell("talk");
    setTimeout(() => this.tell("talk"), 6_100);
  }

  _seen(/** @type {{conversation: string, seq: number}} */ { conversation, seq }) {
    if (this.talk?.id !== conversation) return;
    this.talk.seen = Math.max(this.talk.seen, seq);
    this.tell("talk");
  }

  _viewing(/** @type {{conversation: string, staff: Person[]}} */ { conversation, staff }) {
    if (this.talk?.id !== conversation) return;
    this.talk.viewing = staff.filter(({ id }) => id !== this.me.id);
    this.tell("talk");
  }

  _note(/** @type {{conversation: string, note: Note}} */ { conversation, note }) {
    if (this.talk?.id !== conversation) return;
    this.talk.notes = [...this.talk.notes.filter(({ id }) => id !== note.id), note];
    this.tell("talk");
  }

  _tags(/** @type {{conversation: string, tags: string[]}} */ { conversation, tags }) {
    if (this.talk?.id !== conversation) return;
    this.talk.tags = tags;
    this.tell("talk");
  }

  _colleague(/** @type {any} */ frame) {
    const one = frame.colleague ?? frame;
    this.colleagues.set(one.id, { ...this.colleagues.get(one.id), ...one });
    this.tell("colleagues");
  }

  _promise(/** @type {{promise: Promised}} */ { promise }) {
    if (promise.state === "open") this.promises.set(promise.id, promise);
    else this.promises.delete(promise.id);
    this.tell("promise", promise);
    this.tell("promises");
  }

  _alert(/** @type {object} */ frame) {
    this.tell("alert", frame);
  }

  #follow(/** @type {Case|undefined} */ kase) {
    if (!this.talk || !kase) return;
    this.talk.kase = kase;
    this.talk.tags = kase.tags ?? this.talk.tags;
    this.tell("talk");
  }

  tell(/** @type {string} */ what, /** @type {any} */ detail = null) {
    this.dispatchEvent(new CustomEvent(what, { detail }));
  }
}
