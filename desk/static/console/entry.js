/** Opens the console: signs in, joins its parts, and keeps them told. */
/** @import {Case, Unsent} from "./types.js" */
import { Api } from "./api.js";
import { Bell } from "./bell.js";
import { CannedPage } from "./canned.js";
import { Chats } from "./chats.js";
import { Clocks } from "./clocks.js";
import { ColleaguesPage } from "./colleagues.js";
import { Desk, Talk } from "./desk.js";
import { claim } from "./handing.js";
import { helpSheet, listen } from "./keys.js";
import { StaffLine } from "./line.js";
import { Memory } from "./memory.js";
import { Notices } from "./notices.js";
import { ProblemsPage } from "./problems.js";
import { PromisesPage } from "./promises.js";
import { SearchPage } from "./search.js";
import { Sending } from "./sending.js";
import { Shell } from "./shell.js";
import { ShiftBook } from "./shiftbook.js";
import { SignIn } from "./signin.js";
import { wordsIn } from "./words.js";

const DEFAULT_LIKES = { theme: "auto", sound: true, keys: true };

/** What every part of the console may use. */
export class Room {
  /** @param {Api} api @param {any} me */
  constructor(api, me) {
    this.api = api;
    this.memory = new Memory(me.member.id);
    /** @type {import("./memory.js").Likes} */
    this.likes = { ...DEFAULT_LIKES, language: me.member.language ?? "en", ...this.memory.get("likes", {}) };
    this.words = wordsIn(this.likes.language);
    this.desk = new Desk(me.member);
    this.line = new StaffLine();
    this.clocks = new Clocks(this.words);
    this.notices = new Notices(this.words);
    this.bell = new Bell(this);
    this.sending = new Sending(this);
    const { words, desk } = this;
    /** @type {import("./shell.js").Place[]} */
    this.places = [
      { name: "chats", icon: "chats", label: words.chats, count: () => desk.unread + desk.queue.length, page: () => chats },
      { name: "promises", icon: "promise", label: words.promises, count: () => desk.promises.size, page: () => new PromisesPage(this) },
      { name: "shift", icon: "book", label: words.shiftShort, page: () => new ShiftBook(this) },
      { name: "problems", icon: "problem", label: words.problemsShort, page: () => new ProblemsPage(this) },
      { name: "search", icon: "search", label: words.search, page: () => new SearchPage(this) },
      { name: "canned", icon: "replies", label: words.cannedShort, page: () => new CannedPage(this) },
    ];
    if (desk.isSupervisor) this.places.push({ name: "people", icon: "people", label: words.team, page: () => new ColleaguesPage(this) });
    const chats = new Chats(this);
    this.shell = new Shell(this, this.places);
    this.#listen();
    listen(this, chats);
    this.compose = () => chats.conversation.composer.focus();
    this.like({});
  }

  enter() {
    document.body.replaceChildren(this.shell.element);
    this.go("chats");
    this.line.open();
    this.loadCanned();
  }

  #listen() {
    const { line, desk, clocks } = this;
    line.addEventListener("frame", (event) => {
      const frame = /** @type {CustomEvent} */ (event).detail;
      if (frame.type === "hello") {
        if (frame.csrf) this.api.csrf = frame.csrf;
        clocks.ahead = Date.parse(frame.now) - Date.now();
      }
      desk.hear(frame);
      if (frame.type === "hello") this.#welcomed();
    });
    desk.addEventListener("heard", (event) => this.#heard(/** @type {CustomEvent} */ (event).detail));
    desk.addEventListener("case", (event) => this.#changed(/** @type {CustomEvent} */ (event).detail));
    desk.addEventListener("alert", (event) => this.#alerted(/** @type {CustomEvent} */ (event).detail));
    const leave = () => (line.close(), location.reload());
    this.api.addEventListener("signed-out", leave);
    line.addEventListener("signed-out", leave);
    // A socket that is refused does not say why: the session may be over.
    line.addEventListener("state", () => line.state === "waiting" && this.api.get("me").catch(() => null));
    for (const name of ["focus", "visibilitychange"]) addEventListener(name, () => this.#seen());
  }

  /** After each connect: the rest of the open conversation, and what we could not send. */
  async #welcomed() {
    const { talk } = this.desk;
    if (talk) {
      this.line.send({ type: "open", conversation: talk.id, after: talk.last });
      await this.#load(talk);
    } else if (location.hash.length > 1) this.show(decodeURIComponent(location.hash.slice(1)));
  }

  /** @param {{kase?: Case, line: import("./types.js").Line, conversation: string}} heard */
  #heard({ kase, line, conversation }) {
    const isOpen = this.desk.talk?.id === conversation;
    if (kase && line.from !== "system") kase.last_line = { from: line.from, text: line.text, at: line.at };
    if (isOpen && !document.hidden) this.#seen();
    else if (kase && line.from === "shopper") kase.unread += 1;
    this.desk.tell("cases");
    const isMine = kase?.staff?.id === this.desk.me.id;
    if (line.from === "shopper" && isMine && kase) this.#ring(this.words.customer(kase), line.text, conversation);
  }

  /** @param {{kase: Case, before?: Case}} change */
  #changed({ kase, before }) {
    const { desk, words } = this;
    const isMine = kase.state === "taken" && kase.staff?.id === desk.me.id;
    const wasMine = before?.state === "taken" && before.staff?.id === desk.me.id;
    if (isMine && !wasMine && !this.#justTook.has(kase.id)) {
      this.#ring(words.given(words.customer(kase)), words.matter(kase), kase.conversation);
      this.notices.tell(words.given(words.customer(kase)), { act: [words.openChat, () => this.show(kase.conversation)] });
    } else if (kase.state === "waiting" && before?.state !== "waiting") {
      this.#ring(words.waits(words.customer(kase)), words.matter(kase), kase.conversation);
    }
    if (wasMine && !isMine && kase.state === "taken") this.notices.tell(words.goneTo(words.customer(kase), kase.staff?.name ?? ""));
  }

  /** @type {Set<number>} */
  #justTook = new Set();

  took(/** @type {Case} */ kase) {
    this.#justTook.add(kase.id);
    this.desk.hear({ type: "case", case: kase });
  }

  /** @param {{kind: string, text: string, conversation: string|null}} alert */
  #alerted({ kind, text, conversation }) {
    const said = [this.words.alert(kind), text].filter(Boolean).join(": ");
    const act = conversation ? { act: /** @type {[string, () => void]} */ ([this.words.openChat, () => this.show(conversation)]) } : {};
    this.notices.tell(said, { tone: "bad", stays: true, ...act });
    this.#ring(this.words.title, said, conversation ?? kind);
  }

  #ring(/** @type {string} */ title, /** @type {string} */ text, /** @type {string} */ conversation) {
    this.bell.ring(title, text, conversation, () => this.show(conversation));
  }

  /** I have read what stands in the open conversation. */
  #seen() {
    const { talk } = this.desk;
    if (!talk?.kase || document.hidden || !talk.last) return;
    const kase = this.desk.cases.get(talk.kase.id);
    if (kase) kase.unread = 0;
    this.line.send({ type: "seen", conversation: talk.id, seq: talk.last });
    this.desk.tell("cases");
  }

  go(/** @type {string} */ place) {
    this.shell.go(place);
  }

  /** Opens a conversation beside the list. */
  async show(/** @type {string} */ conversation) {
    this.go("chats");
    if (this.desk.talk?.id === conversation) return;
    if (this.desk.talk) this.line.send({ type: "close", conversation: this.desk.talk.id });
    const talk = new Talk(conversation);
    talk.kase = [...this.desk.cases.values()].findLast((one) => one.conversation === conversation) ?? null;
    talk.unsent = this.sending.kept(conversation);
    this.desk.open(talk);
    history.replaceState(null, "", `#${encodeURIComponent(conversation)}`);
    this.line.send({ type: "open", conversation, after: 0 });
    await this.#load(talk);
  }

  /** @param {Talk} talk */
  async #load(talk) {
    const told = await this.notices.trying(() => this.api.get(`conversations/${talk.id}`));
    if (this.desk.talk !== talk) return;
    if (!told) return talk.kase ? undefined : this.close();
    for (const line of told.lines) talk.add(line);
    talk.kase = told.case ?? talk.kase;
    talk.notes = told.notes ?? [];
    talk.tags = told.tags ?? [];
    talk.seen = Math.max(talk.seen, told.seen ?? 0);
    talk.isLoaded = true;
    this.desk.tell("talk");
    this.#seen();
    this.sending.flush();
  }

  close() {
    const { talk } = this.desk;
    if (!talk) return;
    this.line.send({ type: "close", conversation: talk.id });
    history.replaceState(null, "", location.pathname);
    this.desk.open(null);
    const row = document.querySelector(`.case[data-conversation="${CSS.escape(talk.id)}"]`);
    /** @type {HTMLElement|null} */ (row)?.focus();
  }

  /** The longest waiting of the queue. */
  takeNext() {
    const [next] = this.desk.queue;
    return next && claim(this, next);
  }

  write() {
    this.compose();
  }

  help() {
    return helpSheet(this);
  }

  say(/** @type {string} */ text) {
    this.sending.say(text);
  }

  sendAgain(/** @type {Unsent} */ unsent) {
    this.sending.again(unsent);
  }

  discard(/** @type {Unsent} */ unsent) {
    this.sending.discard(unsent);
  }

  async loadCanned() {
    const told = await this.api.get("canned").catch(() => null);
    this.desk.canned = told?.canned ?? [];
    this.desk.shop = told?.shop ?? {};
  }

  like(/** @type {Partial<import("./memory.js").Likes>} */ change) {
    Object.assign(this.likes, change);
    this.memory.keep("likes", this.likes);
    document.documentElement.lang = this.likes.language === "zh" ? "zh-CN" : "en";
    document.documentElement.dataset.theme = this.likes.theme;
  }

  async signOut() {
    this.line.close();
    await this.api.post("sign-out").catch(() => null);
    this.memory.forget();
    history.replaceState(null, "", location.pathname);
    location.reload();
  }
}

async function begin() {
  const api = new Api();
  const me = await api.get("me").catch(() => null);
  if (me?.member) {
    api.csrf = me.csrf;
    new Room(api, me).enter();
    return;
  }
  const words = wordsIn(navigator.language.startsWith("zh") ? "zh" : "en");
  document.documentElement.lang = words.name === "zh" ? "zh-CN" : "en";
  document.title = `${words.signIn} · Shopbell`;
  const door = new SignIn(api, words, begin);
  document.body.replaceChildren(door.element);
  door.element.querySelector("input")?.focus();
}

begin();
