/** The demo's page: what a shop's own site would bring along, so that the counter can be tried in its place. */
import { part } from "./dom.js";
import { Mailbox } from "./mailbox.js";
import { Shelf } from "./shelf.js";
import { Shopper } from "./shopper.js";
import { wordsIn } from "./words.js";

const KEPT = "shopbell-demo-language";
const asked =
  new URLSearchParams(location.search).get("lang") ?? localStorage.getItem(KEPT) ?? navigator.language;
let language = asked.startsWith("zh") ? "zh" : "en";
document.documentElement.lang = language === "zh" ? "zh-CN" : "en";

const read = (/** @type {string} */ name) => fetch(`/demo/${name}.json`).then((answer) => answer.json());
const mailbox = new Mailbox(wordsIn(language), language);

try {
  const [goods, cast, me] = await Promise.all([read("products"), read("customers"), read("identity")]);
  const shelf = new Shelf(goods);
  const shopper = new Shopper(cast, me.customer_id);

  const show = () => {
    const words = wordsIn(language);
    document.title = goods.store[language];
    part("name").textContent = goods.store[language];
    part("languages").setAttribute("aria-label", words.languages);
    for (const button of part("languages").children)
      button.setAttribute("aria-pressed", String(button.dataset.language === language));
    shelf.show(words, language);
    shopper.show(words, language);
  };

  part("languages").addEventListener("click", (/** @type {Event} */ event) => {
    const chosen = /** @type {HTMLElement} */ (event.target).dataset.language;
    if (!chosen || chosen === language) return;
    language = chosen;
    localStorage.setItem(KEPT, language);
    document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
    document.querySelector("shopbell-chat")?.setAttribute("lang", document.documentElement.lang);
    mailbox.speak(wordsIn(language), language);
    show();
  });
  show();
} catch {
  part("try-who").textContent = wordsIn(language).cannotLoad;
}
