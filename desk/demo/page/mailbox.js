import { make, part } from "./dom.js";

const EVERY_MS = 1_500;
const CODE = /\b\d{6}\b/;

/**
 * @typedef {{id: number, to: string, subject: string, text: string, at: string}} Letter
 */

/** The local outbox, as the mailbox of whoever the letters are to; looked into again while the page is seen. */
export class Mailbox {
  /** @type {Letter[]} */
  letters = [];
  /** @type {Map<number, HTMLElement>} */
  #shown = new Map();

  constructor(/** @type {import("./words.js").Words} */ words, /** @type {string} */ language) {
    this.speak(words, language);
    this.#look();
  }

  speak(/** @type {import("./words.js").Words} */ words, /** @type {string} */ language) {
    this.words = words;
    this.language = language;
    this.#shown.clear();
    this.#show();
  }

  async #look() {
    if (!document.hidden) {
      const letters = await fetch("/demo/outbox.json")
        .then((answer) => answer.json())
        .catch(() => this.letters);
      if (letters[0]?.id !== this.letters[0]?.id) {
        this.letters = letters;
        this.#show();
        part("beside").scrollTop = 0; // a new letter is what the reader waits for
      }
    }
    setTimeout(() => this.#look(), EVERY_MS);
  }

  #show() {
    part("mailbox-title").textContent = this.words?.mailbox ?? "";
    const letters = this.letters.map((letter, place) => {
      const known = this.#shown.get(letter.id) ?? this.#letter(letter);
      this.#shown.set(letter.id, known);
      known.toggleAttribute("open", place === 0);
      return known;
    });
    part("letters").replaceChildren(...(letters.length ? letters : [make("p", {}, this.words?.noMail)]));
  }

  #letter(/** @type {Letter} */ { to, subject, text, at }) {
    const time = new Intl.DateTimeFormat(this.language === "zh" ? "zh-CN" : "en", {
      hour: "numeric",
      minute: "2-digit",
    });
    return make(
      "details",
      {},
      make(
        "summary",
        {},
        make("span", {}, subject),
        make("time", { datetime: at }, time.format(new Date(at))),
      ),
      make("p.to", {}, this.words?.to(to)),
      make("p.text", {}, ...withCode(text)),
    );
  }
}

/** A one-time code stands out: it is what the reader came for. */
function withCode(/** @type {string} */ text) {
  const code = text.match(CODE);
  if (!code) return [text];
  const at = code.index ?? 0;
  return [text.slice(0, at), make("strong", {}, code[0]), text.slice(at + code[0].length)];
}
