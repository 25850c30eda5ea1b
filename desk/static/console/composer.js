/** Where staff write: to the shopper, or a note among themselves. `/` offers canned replies, `@` colleagues. */
import { filled, textIn } from "./canned.js";
import { icon, make } from "./dom.js";
import { Picker } from "./picker.js";

const MOST = 4_000;
const TYPING_EVERY_MS = 3_000;

export class Composer {
  isNote = false;
  #talk = "";
  #told = 0;

  /** @param {import("./entry.js").Room} room @param {() => void} sent */
  constructor(room, sent) {
    this.room = room;
    this.sent = sent;
    const { words } = room;
    const tab = (/** @type {boolean} */ note, /** @type {string} */ label, /** @type {string} */ key) =>
      make("button.tab", { type: "button", "aria-keyshortcuts": key, onclick: () => (this.turn(note), this.field.focus()) }, label);
    this.tabs = [tab(false, words.reply, "r"), tab(true, words.privateNote, "m")];
    this.field = make("textarea", {
      rows: 1,
      
      "aria-haspopup": "listbox",
      maxlength: MOST,
      oninput: () => this.#wrote(),
      onkeydown: (/** @type {KeyboardEvent} */ event) => this.#key(event),
      onblur: () => this.picker.offer([]),
    });
    this.picker = new Picker(this.field, words.suggestions);
    this.send = make("button.send", { type: "submit", "aria-label": words.send }, icon("send"));
    this.form = make(
      "form.composer",
      { onsubmit: (/** @type {Event} */ event) => this.#submit(event) },
      make("div.tabs", { role: "group", "aria-label": words.writeTo }, ...this.tabs, make("span.tip", {}, words.composerTip)),
      make("div.field", {}, this.field, this.send),
      this.picker.list,
    );
    this.instead = make("p.instead", {});
    this.element = make("div.composing", {}, this.form, this.instead);
    room.desk.addEventListener("talk", () => this.look());
    this.turn(false);
    this.look();
  }

  focus(note = false) {
    if (!this.form.hidden) (this.turn(note || this.mustNote), this.field.focus());
  }

  /** Only who has the case speaks to the shopper; the others may leave a note. */
  get mustNote() {
    const kase = this.room.desk.talk?.kase;
    return !(kase?.state === "taken" && kase.staff?.id === this.room.desk.me.id);
  }

  turn(/** @type {boolean} */ note) {
    if (this.#talk && note !== this.isNote) this.#keep();
    const changed = note !== this.isNote;
    this.isNote = note;
    const { words } = this.room;
    this.tabs.forEach((tab, place) => tab.setAttribute("aria-pressed", String((place === 1) === note)));
    this.form.classList.toggle("as-note", note);
    this.field.placeholder = note ? words.writeNote : words.writeReply;
    this.field.setAttribute("aria-label", note ? words.privateNote : words.reply);
    if (changed) this.#fill();
  }

  look() {
    const { talk } = this.room.desk;
    if (!talk) return;
    const { words } = this.room;
    this.tabs[0].disabled = this.mustNote;
    if (this.mustNote && !this.isNote) this.turn(true);
    if (talk.id !== this.#talk) {
      this.#talk = talk.id;
      if (!this.mustNote) this.turn(false);
      this.#fill();
    } else if (!this.mustNote && this.#mustedNote) this.turn(false);
    this.#mustedNote = this.mustNote;
    const kase = talk.kase;
    const why = !kase || !this.mustNote ? "" : kase.state === "taken" ? words.hasIt(kase.staff?.name ?? "") : words.notYours[kase.state];
    if (this.instead.textContent !== why) this.instead.textContent = why;
    this.instead.hidden = !why;
  }

  #mustedNote = true;

  get #draft() {
    return `${this.isNote ? "note" : "draft"}-${this.#talk}`;
  }

  #keep() {
    this.room.memory.keep(this.#draft, this.field.value);
  }

  #fill() {
    this.field.value = this.room.memory.get(this.#draft, "");
    this.#measure();
  }

  #wrote() {
    this.#keep();
    this.#measure();
    this.#suggest();
    if (this.isNote || Date.now() - this.#told < TYPING_EVERY_MS || !this.field.value) return;
    this.#told = Date.now();
    this.room.line.send({ type: "typing", conversation: this.#talk });
  }

  #measure() {
    this.send.disabled = !this.field.value.trim();
    this.field.style.height = "auto";
    if (this.field.scrollHeight) this.field.style.height = `${this.field.scrollHeight + 2}px`;
  }

  /** The word before the caret decides: `/ref` looks for a reply, `@Da` in a note for a colleague. */
  #suggest() {
    const before = this.field.value.slice(0, this.field.selectionStart);
    const [, mark, typed] = /(?:^|\s)([/@])([\p{L}\p{N}_-]*)$/u.exec(before) ?? [];
    if (mark === "/" && !this.isNote) this.picker.offer(this.#replies(typed));
    else if (mark === "@" && this.isNote) this.picker.offer(this.#people(typed));
    else this.picker.offer([]);
  }

  #replies(/** @type {string} */ typed) {
    const { desk } = this.room;
    const kase = desk.talk?.kase;
    const wanted = typed.toLowerCase();
    return desk.canned
      .filter(({ shortcut, title }) => shortcut.toLowerCase().startsWith(wanted) || title.toLowerCase().includes(wanted))
      .slice(0, 8)
      .map((reply) => {
        const text = filled(textIn(reply, kase?.language ?? "en"), kase, this.room);
        return { name: `/${reply.shortcut}`, hint: reply.title, detail: text, take: () => this.#put(typed, text) };
      });
  }

  #people(/** @type {string} */ typed) {
    return [...this.room.desk.colleagues.values()]
      .filter(({ id, name }) => id !== this.room.desk.me.id && name.toLowerCase().includes(typed.toLowerCase()))
      .slice(0, 8)
      .map(({ name, role }) => ({ name: `@${name}`, hint: this.room.words.roles[/** @type {"agent"} */ (role)] ?? "", take: () => this.#put(typed, `@${name} `) }));
  }

  /** Puts the text where the mark and what was typed after it stood. */
  #put(/** @type {string} */ typed, /** @type {string} */ text) {
    const end = this.field.selectionStart;
    const begin = end - typed.length - 1;
    this.field.setRangeText(text, begin, end, "end");
    this.picker.offer([]);
    this.#keep();
    this.#measure();
  }

  #key(/** @type {KeyboardEvent} */ event) {
    // Safari ends an input method's word before this key comes, and then only the old code 229 tells.
    if (event.isComposing || event.keyCode === 229 || this.picker.key(event)) return;
    if (event.key === "Escape") this.field.blur();
    if (event.key === "Enter" && !event.shiftKey) this.#submit(event);
  }

  async #submit(/** @type {Event} */ event) {
    event.preventDefault();
    const text = this.field.value.trim();
    if (!text) return;
    this.field.value = "";
    this.#keep();
    this.#measure();
    this.field.focus(); // now, and not when the desk has answered: by then one may be somewhere else
    if (!this.isNote) this.room.say(text);
    else if (!(await this.#leaveNote(text))) this.field.value ||= text;
    this.#keep();
    this.#measure();
    this.sent();
  }

  async #leaveNote(/** @type {string} */ text) {
    const { api, desk, notices } = this.room;
    const { talk } = desk;
    return notices.trying(async () => {
      const { note } = await api.post(`cases/${talk?.kase?.id}/notes`, { text });
      if (talk) desk.hear({ type: "note", conversation: talk.id, note });
      return true;
    });
  }
}
