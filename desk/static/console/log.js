/** Everything said, with the bot's part, and the notes between: one row a line, kept in order by its number. */
/** @import {Line, Note, Unsent} from "./types.js" */
import { card } from "../widget/cards.js";
import { dayLabel, dayOf } from "../widget/moments.js";
import { languageOf, prose } from "../widget/prose.js";
import { ScrollKeeper } from "../widget/scroll.js";
import { wordsIn } from "../widget/words.js";
import { button, hold, make } from "./dom.js";

export class TalkLog {
  /** @type {Map<string, HTMLElement>} */
  #rows = new Map();
  #talk = "";

  constructor(/** @type {import("./entry.js").Room} */ room) {
    this.room = room;
    this.list = make("div.lines", { role: "log", "aria-live": "polite", "aria-label": room.words.conversation });
    this.typing = make("p.typing", { "aria-live": "off" });
    this.element = make("div.log", { tabindex: 0, role: "region", "aria-label": room.words.conversation }, this.list, this.typing);
    this.keeper = new ScrollKeeper(this.element, this.list, () => null);
    room.desk.addEventListener("talk", () => this.look());
  }

  toEnd() {
    this.keeper.toEnd();
  }

  look() {
    const { talk } = this.room.desk;
    if (!talk) return;
    if (talk.id !== this.#talk) {
      this.#rows.clear();
      this.list.replaceChildren();
      this.#talk = talk.id;
      this.keeper.following = true;
    }
    const parts = [
      ...talk.lines.map((line) => ({ at: line.at, key: `line ${line.seq}`, make: () => this.#line(line) })),
      ...talk.notes.map((note) => ({ at: note.at, key: `note ${note.id}`, make: () => this.#note(note) })),
    ].sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
    hold(this.list, [...this.#dated(parts), ...talk.unsent.map((unsent) => this.#unsent(unsent))]);
    this.#marks(talk);
    const isTyping = talk.typingUntil > Date.now();
    const text = isTyping ? (talk.typist ? this.room.words.typist(talk.typist) : this.room.words.typing) : "";
    if (this.typing.textContent !== text) this.typing.textContent = text;
  }

  /** @param {{at: string, key: string, make: () => HTMLElement}[]} parts */
  #dated(parts) {
    const rows = [];
    let day = 0;
    for (const { at, key, make: draw } of parts) {
      if (dayOf(at) !== day) {
        day = dayOf(at);
        rows.push(this.#kept(`day ${day}`, () => make("p.day", {}, dayLabel(at, this.room.words.name))));
      }
      rows.push(this.#kept(key, draw));
    }
    return rows;
  }

  #kept(/** @type {string} */ key, /** @type {() => HTMLElement} */ draw) {
    let row = this.#rows.get(key);
    if (!row) this.#rows.set(key, (row = draw()));
    return row;
  }

  #line(/** @type {Line} */ line) {
    const { words } = this.room;
    const who = line.from === "staff" ? (line.name ?? words.team) : words.speakers[line.from];
    return make(
      `article.said.${line.from}`,
      { "data-seq": line.seq },
      make("p.by", {}, line.from === "system" ? "" : who, make("time", { datetime: line.at }, words.time(line.at))),
      line.text && !(line.card?.kind === "image") && make("p.bubble", { lang: languageOf(line.text) }, ...prose(line.text)),
      line.card && this.#card(line.card),
      line.choices?.length && make("p.offered", {}, ...line.choices.map(({ label }) => make("span", {}, label))),
    );
  }

  /** Drawn by the widget's own part, so that staff see what the shopper sees. */
  #card(/** @type {import("../widget/types.js").Card} */ facts) {
    const counter = /** @type {any} */ ({
      words: wordsIn(this.room.words.name),
      desk: new URL(location.origin),
      conversation: { photo: async (/** @type {string} */ url) => this.#photo(url) },
    });
    return card(facts, counter) ?? undefined;
  }

  /** Shoppers fetch their photos with their key; staff by the conversation they read. */
  #photo(/** @type {string} */ url) {
    return `/staff/api/conversations/${this.#talk}/photos/${url.split("/").at(-1)}`;
  }

  #note(/** @type {Note} */ note) {
    const { words, desk } = this.room;
    const forMe = note.mentions.includes(desk.me.id);
    return make(
      forMe ? "article.said.private.for-me" : "article.said.private",
      {},
      make("p.by", {}, words.noteBy(note.staff.name), make("time", { datetime: note.at }, words.time(note.at))),
      make("p.bubble", { lang: languageOf(note.text) }, ...prose(note.text)),
    );
  }

  #unsent(/** @type {Unsent} */ unsent) {
    const { words } = this.room;
    return make(
      "article.said.staff.unsent",
      {},
      make("p.bubble", { lang: languageOf(unsent.text) }, unsent.text),
      make(
        "p.by",
        {},
        unsent.failed ?? words.sending,
        unsent.failed && button("text", [words.again], () => this.room.sendAgain(unsent)),
        unsent.failed && button("text", [words.discard], () => this.room.discard(unsent)),
      ),
    );
  }

  /** Below the last of our lines that the shopper has read. */
  #marks(/** @type {import("./desk.js").Talk} */ talk) {
    const read = talk.lines.filter(({ from, seq }) => from === "staff" && (seq ?? 0) <= talk.seen).at(-1)?.seq;
    for (const row of /** @type {NodeListOf<HTMLElement>} */ (this.list.querySelectorAll(".said"))) {
      const isLast = read !== undefined && row.dataset.seq === String(read);
      const mark = row.querySelector(".read");
      if (isLast && !mark) row.append(make("p.read", {}, this.room.words.read));
      else if (!isLast && mark) mark.remove();
    }
  }
}
