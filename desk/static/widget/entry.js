/** What the shop's one script tag runs: it brings the chat, and `Shopbell`, the shop's way to speak with it. */
import { place } from "./chat.js";

const script = /** @type {HTMLScriptElement} */ (document.currentScript);

/** @type {Promise<import("./chat.js").ShopbellChat>} */
const chat = new Promise((placed) => {
  if (document.body) placed(place(script));
  else addEventListener("DOMContentLoaded", () => placed(place(script)));
});

Object.assign(window, {
  Shopbell: {
    open: (/** @type {string|undefined} */ draft) => chat.then((element) => element.open(draft)),
    close: () => chat.then((element) => element.close()),
    signIn: (/** @type {string} */ jwt) => chat.then((element) => element.signIn(jwt)),
    signOut: () => chat.then((element) => element.signOut()),
  },
});
