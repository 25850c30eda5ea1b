import { icon, make } from "./dom.js";

const MOST = 4_000; // characters, by the protocol
const NEAR = 400;

/** Characters as the desk counts them: an emoji is one, not two. */
const lengthOf = (/** @type {string} */ text) => [...text].length;

/** Where the shopper writes. Enter sends, Shift+Enter makes a line; Enter ending an input method's word does neither. */
export class Composer {
  /**
   * @param {import("./chat.js").Counter} counter
   * @param {() => void} sent
   */
  constructor({ conversation, words }, sent) {
    this.conversation = conversation;
    this.words = words;
    this.sent = sent;
    this.field = make("textarea", {
      rows: 1,
      placeholder: words.write,
      "aria-label": words.write,
      "aria-describedby": "left",
      enterkeyhint: "send",
      oninput: () => this.#wrote(),
      onkeydown: (/** @type {KeyboardEvent} */ event) => this.#key(event),
      onpaste: (/** @type {ClipboardEvent} */ event) => this.#paste(event),
    });
    this.left = make("p.left", { id: "left", role: "status" });
    this.button = make("button.send", { type: "submit", "aria-label": words.send }, icon("send"));
    // Without `capture`: a telephone then offers its camera and its album.
    const files = make("input", {
      type: "file",
      accept: "image/*",
      multiple: true,
      hidden: true,
      onchange: () => (this.attach(files.files), (files.value = "")),
    });
    const clip = make(
      "button.clip",
      { type: "button", "aria-label": words.sendPhoto, onclick: () => files.click() },
      icon("clip"),
    );
    this.element = make(
      "form.composer",
      { onsubmit: (/** @type {Event} */ event) => this.#send(event) },
      this.left,
      files,
      make("div.field", {}, clip, this.field, this.button),
    );
    this.write(conversation.memory.own.draft ?? "");
  }

  focus() {
    this.field.focus();
  }

  write(/** @type {string} */ draft) {
    this.field.value = draft;
    this.#measure();
  }

  /** Sends the pictures among the files; the others cannot be sent. */
  attach(/** @type {FileList} */ files) {
    const pictures = [...files].filter(({ type }) => type.startsWith("image/"));
    for (const picture of pictures) this.conversation.show(picture);
    if (pictures.length < files.length) this.conversation.tell(this.words.onlyPhotos);
    this.sent();
  }

  /** A picture alone is sent; words that a program put a picture of beside them stay words. */
  #paste(/** @type {ClipboardEvent} */ event) {
    const { clipboardData: pasted } = event;
    if (!pasted?.files.length || pasted.getData("text/plain")) return;
    event.preventDefault();
    this.attach(pasted.files);
  }

  #wrote() {
    this.conversation.memory.keepHere({ draft: this.field.value });
    this.conversation.writes();
    this.#measure();
  }

  #measure() {
    const length = lengthOf(this.field.value.trim());
    const left = MOST - length;
    this.button.disabled = !length || left < 0;
    // Told at each hundred and when it is too much, not at each letter.
    this.left.ariaLive = left < 0 || left % 100 === 0 ? "polite" : "off";
    this.left.textContent = left < 0 ? this.words.tooLong(-left) : left < NEAR ? this.words.left(left) : "";
    this.left.classList.toggle("over", left < 0);
    this.field.style.height = "auto";
    if (this.field.scrollHeight) this.field.style.height = `${this.field.scrollHeight}px`;
  }

  #key(/** @type {KeyboardEvent} */ event) {
    // Safari ends the composition before this key comes, and then only the old code 229 tells.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    this.#send(event);
  }

  #send(/** @type {Event} */ event) {
    event.preventDefault();
    if (this.button.disabled) return;
    this.conversation.say(this.field.value.trim());
    this.write("");
    this.conversation.memory.keepHere({ draft: "" });
    this.field.focus();
    this.sent();
  }
}
