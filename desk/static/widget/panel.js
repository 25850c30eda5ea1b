import { Choices } from "./choices.js";
import { Composer } from "./composer.js";
import { icon, make } from "./dom.js";
import { Log } from "./log.js";
import { soonLabel } from "./moments.js";
import { Notice } from "./notice.js";
import { ScrollKeeper } from "./scroll.js";

const SMALL = matchMedia("(max-width: 480px), (max-height: 480px)");
const TOUCH = matchMedia("(pointer: coarse)");

/** The open chat: beside the page where there is room, over it on a phone. */
export class Panel {
  /**
   * @param {import("./chat.js").Counter} counter
   * @param {() => void} closed
   */
  constructor(counter, closed) {
    const { conversation, words, heading } = counter;
    this.conversation = conversation;
    this.words = words;
    this.log = new Log(counter);
    this.choices = new Choices(counter, () => this.#focus());
    this.notice = new Notice(counter);
    this.composer = new Composer(counter, () => this.keeper.toNewest());
    this.status = make("p.status");
    this.typing = make("div.typing", {}, make("span.aside"), make("i"), make("i"), make("i"));
    const content = make("div", {}, this.log.element, this.typing, this.choices.element);
    this.view = make("div.view", { tabindex: 0, role: "group", "aria-label": words.conversation }, content);
    this.keeper = new ScrollKeeper(this.view, content, () => this.log.newest);
    this.keeper.addEventListener("change", () => this.update());
    this.pill = make(
      "button.pill",
      { type: "button", hidden: true, onclick: () => this.keeper.toEnd() },
      icon("down"),
      make("span"),
    );
    this.element = make(
      "dialog.panel",
      {
        "aria-labelledby": "heading",
        tabindex: -1,
        onkeydown: (/** @type {KeyboardEvent} */ event) => this.#key(event),
        ondragover: (/** @type {DragEvent} */ event) => this.#drag(event, true),
        ondragleave: (/** @type {DragEvent} */ event) => this.#drag(event, false),
        ondrop: (/** @type {DragEvent} */ event) => this.#drop(event),
      },
      this.#top(heading),
      this.notice.element,
      make("div.middle", {}, this.view, this.pill),
      this.composer.element,
    );
    this.element.addEventListener("close", () => {
      if (this.#moving) return;
      this.#settle();
      closed();
    });
    SMALL.addEventListener("change", () => this.#move());
    visualViewport?.addEventListener("resize", () => this.#fit());
    visualViewport?.addEventListener("scroll", () => this.#fit());
  }
  #moving = false;

  #top(/** @type {string} */ heading) {
    const close = { type: "button", "aria-label": this.words.close, onclick: () => this.close() };
    return make(
      "header.top",
      {},
      make("span.crest", {}, icon("bell")),
      make("div", {}, make("h2", { id: "heading" }, heading), this.status),
      make("button.close", close, icon("close")),
    );
  }

  get isOpen() {
    return this.element.open;
  }

  /** Whether it would lie over the whole page. */
  get covers() {
    return SMALL.matches;
  }

  open(/** @type {boolean} */ focus) {
    if (this.isOpen) return;
    const before = /** @type {HTMLElement|null} */ (document.activeElement);
    if (this.covers) this.element.showModal();
    else this.element.show();
    this.#settle();
    this.update();
    this.keeper.toNewest();
    if (focus) this.#focus();
    else before?.focus();
  }

  close() {
    this.element.close();
  }

  write(/** @type {string} */ draft) {
    this.composer.write(draft);
  }

  update() {
    if (!this.isOpen) return;
    const { conversation, words } = this;
    this.keeper.look(); // before new lines come in
    const name =
      conversation.typing === "bot"
        ? words.assistant
        : conversation.typing === "staff"
          ? (conversation.owner.staff ?? words.staff)
          : conversation.typing;
    this.status.textContent = this.#answering();
    this.element.dataset.link = conversation.connection.state;
    this.notice.update();
    this.log.update();
    this.choices.update();
    this.typing.hidden = !name;
    this.typing.firstChild.textContent = name ? words.typing(name) : "";
    const missed = !this.keeper.following && conversation.unread > 0;
    this.pill.hidden = this.keeper.atEnd;
    this.pill.ariaLabel = missed ? null : words.toEnd;
    this.pill.lastChild.textContent = missed ? words.newMessages : "";
    if (this.keeper.following && !document.hidden) conversation.see();
  }

  #answering() {
    const { owner, staff, position, wait_s, reply_by } = this.conversation.owner;
    if (owner === "staff") return this.words.staffAnswers(staff ?? this.words.staff);
    if (owner === "queue" || position) return this.words.inLine(position, Math.ceil((wait_s ?? 0) / 60));
    if (reply_by) return this.words.replyBy(soonLabel(reply_by, this.conversation.language));
    return this.words.botAnswers;
  }

  /** To the words; where a touch keyboard would jump up and cover the conversation, only into the panel. */
  #focus() {
    if (TOUCH.matches) this.element.focus();
    else this.composer.focus();
  }

  #key(/** @type {KeyboardEvent} */ event) {
    if (event.key !== "Escape" || event.isComposing) return;
    event.preventDefault();
    this.close();
  }

  #drag(/** @type {DragEvent} */ event, /** @type {boolean} */ over) {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    this.element.classList.toggle("dropping", over);
  }

  #drop(/** @type {DragEvent} */ event) {
    this.#drag(event, false);
    const files = event.dataTransfer?.files;
    if (files?.length) this.composer.attach(files);
  }

  /** The window became small or large while the chat is open. */
  #move() {
    if (!this.isOpen || !this.element.isConnected) return;
    this.#moving = true;
    this.element.addEventListener("close", () => (this.#moving = false), { once: true });
    this.element.close();
    this.open(true);
  }

  /** The page behind a covering panel must not scroll. */
  #settle() {
    document.documentElement.style.overflow = this.isOpen && this.covers ? "hidden" : "";
    this.#fit();
  }

  /** What the on-screen keyboard leaves free; without this it would cover the composer on iOS. */
  #fit() {
    const { height, offsetTop } = visualViewport ?? { height: innerHeight, offsetTop: 0 };
    this.element.style.setProperty("--height", `${height}px`);
    this.element.style.setProperty("--top", `${offsetTop}px`);
  }
}
