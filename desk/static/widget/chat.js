/** The element `<shopbell-chat>`: a launcher and a panel in a shadow tree, over one conversation. */
import { Conversation } from "./conversation.js";
import { Identity } from "./identity.js";
import { Launcher } from "./launcher.js";
import { Memory } from "./memory.js";
import { Panel } from "./panel.js";
import { sheets } from "./styles.js";
import { languageNamed, wordsIn } from "./words.js";

const COUNT = /^\(\d+\) /; // what we put before the page's title

/**
 * What every part of the widget is given.
 * @typedef {object} Counter
 * @property {Conversation} conversation
 * @property {import("./words.js").Words} words
 * @property {string} language
 * @property {string} heading
 * @property {URL} desk against which pictures are found
 */

/**
 * Attributes, each also as `data-…` of the script tag: `lang`, `identity`, `identity-url`, `theme` (light, dark,
 * auto), `side` (left, right), `heading`. Fires `shopbell:open` and `shopbell:close` on itself.
 */
export class ShopbellChat extends HTMLElement {
  static observedAttributes = ["lang"];
  #coalescing = false;
  /** Where the chat lives: the folder its script came from. @type {URL|undefined} */
  desk;

  constructor() {
    super();
    this.attachShadow({ mode: "open" }).adoptedStyleSheets = sheets;
  }

  connectedCallback() {
    if (this.panel?.isOpen) this.conversation?.begin();
    if (this.conversation || !this.desk) return;
    this.memory = new Memory(this.desk.host);
    this.identity = new Identity({
      jwt: this.getAttribute("identity"),
      url: this.getAttribute("identity-url"),
    });
    const socket = new URL("chat", this.desk.href.replace(/^http/, "ws"));
    this.conversation = new Conversation(socket.href, this.memory, this.identity, this.#language());
    this.conversation.addEventListener("change", () => this.#soon());
    this.conversation.addEventListener("language", () => this.#follow());
    document.addEventListener("visibilitychange", () => this.#update());
    this.#build();
    const known = !this.memory.shared.who || this.identity.possible;
    if ((this.memory.fresh && known) || this.memory.own.unsent?.length) this.conversation.begin();
    if (this.memory.own.open && !this.panel?.covers) this.#show(false);
  }

  disconnectedCallback() {
    this.conversation?.connection.close();
  }

  attributeChangedCallback() {
    if (!this.conversation) return;
    this.conversation.speak(this.#language());
    this.#build();
  }

  /** Opens the chat, with words ready to be sent where given. */
  open(/** @type {string|undefined} */ draft) {
    if (draft) this.memory?.keepHere({ draft });
    this.#show(true);
    if (draft) this.panel?.write(draft);
  }

  close() {
    this.panel?.close();
  }

  /** Another customer than before takes nothing over of their conversation. */
  signIn(/** @type {string} */ jwt) {
    this.identity?.replace(jwt);
    if (this.memory?.fresh) this.conversation?.begin();
    this.conversation?.connection.restart();
  }

  /** Nothing of the conversation stays on this device. */
  signOut() {
    this.identity?.replace(null);
    this.conversation?.leave();
    if (this.panel?.isOpen) this.conversation?.begin();
  }

  /** The page's language, unless this conversation went on in another since the page last changed its own. */
  #language() {
    const page = languageNamed(this.lang || document.documentElement.lang || navigator.language);
    const [then, spoken] = (this.memory?.shared.lang ?? "").split(">");
    return then === page ? spoken : page;
  }

  /** The shopper went on in another language, and so does everything around the conversation. */
  #follow() {
    const page = languageNamed(this.lang || document.documentElement.lang || navigator.language);
    this.memory?.keep({ lang: `${page}>${this.conversation?.language}` });
    this.#build();
  }

  #build() {
    const { conversation, desk } = this;
    if (!conversation || !desk || !this.shadowRoot) return;
    const { language } = conversation;
    const words = wordsIn(language);
    const heading = this.getAttribute("heading") || words.title;
    const open = this.panel?.isOpen;
    const focused = Boolean(this.shadowRoot.activeElement);
    /** @type {Counter} */
    const counter = { conversation, words, language, heading, desk };
    this.panel?.element.remove();
    this.launcher = new Launcher(counter, () => this.#show(true));
    this.panel = new Panel(counter, () => this.#closed());
    const room = document.createElement("aside");
    room.lang = language === "zh" ? "zh-CN" : language;
    room.setAttribute("aria-label", heading);
    room.append(this.launcher.element, this.panel.element);
    this.shadowRoot.replaceChildren(room);
    if (open) this.#show(focused);
    this.#update();
  }

  #show(/** @type {boolean} */ focus) {
    this.conversation?.begin();
    this.memory?.keepHere({ open: true });
    this.panel?.open(focus);
    this.#update();
    this.dispatchEvent(new Event("shopbell:open"));
  }

  #closed() {
    this.memory?.keepHere({ open: false });
    this.#update();
    this.launcher?.element.querySelector("button")?.focus();
    this.dispatchEvent(new Event("shopbell:close"));
  }

  /** Many changes at once are drawn once; a hidden tab draws too, for the count in its title. */
  #soon() {
    if (this.#coalescing) return;
    this.#coalescing = true;
    queueMicrotask(() => {
      this.#coalescing = false;
      this.#update();
    });
  }

  #update() {
    this.panel?.update();
    const unread = this.conversation?.unread ?? 0;
    this.launcher?.update(unread, Boolean(this.panel?.isOpen));
    const plain = document.title.replace(COUNT, "");
    const title = document.hidden && unread ? `(${unread}) ${plain}` : plain;
    if (title !== document.title) document.title = title;
  }
}

/** Puts the chat on the page, or takes over the element that the page has placed itself. */
export function place(/** @type {HTMLScriptElement} */ script) {
  if (!customElements.get("shopbell-chat")) customElements.define("shopbell-chat", ShopbellChat);
  const placed = /** @type {ShopbellChat|null} */ (document.querySelector("shopbell-chat"));
  const chat = placed ?? new ShopbellChat();
  for (const name of ["lang", "identity", "identity-url", "theme", "side", "heading"]) {
    const value = script.getAttribute(`data-${name}`);
    if (value && !chat.hasAttribute(name)) chat.setAttribute(name, value);
  }
  chat.desk = new URL(".", script.src);
  if (placed) chat.connectedCallback();
  else document.body.append(chat);
  return chat;
}
