/** Replies that are said often: kept by supervisors, in each language, with the shopper's own facts filled in. */
/** @import {Canned, Case} from "./types.js" */
import { ask } from "./dialog.js";
import { button, labelled, make } from "./dom.js";

/** The text in the shopper's language, or the one there is. */
export function textIn(/** @type {Canned} */ { texts }, /** @type {string} */ language) {
  return texts[language] || texts.en || Object.values(texts)[0] || "";
}

/**
 * Fills the variables of care.canned.rules; what is not known stays to be seen and filled by hand.
 * @param {string} text @param {Case|null|undefined} kase @param {import("./entry.js").Room} room
 */
export function filled(text, kase, { desk, words }) {
  const name = kase?.customer?.name ?? "";
  const known = /** @type {Record<string, string|null|undefined>} */ ({
    first_name: /[\u3400-\u9fff]/.test(name) ? name : name.split(" ")[0],
    order_number: kase?.order_number,
    agent_name: desk.me.name,
    shop_name: desk.shop[kase?.language ?? "en"] ?? desk.shop.en,
    reply_by: kase?.reply_by && words.moment(kase.reply_by),
  });
  return text.replace(/\{(\w+)\}/g, (whole, key) => known[key] || whole);
}

export class CannedPage {
  constructor(/** @type {import("./entry.js").Room} */ room) {
    this.room = room;
    const { words, desk } = room;
    this.list = make("ul.rows");
    this.element = make(
      "section.page",
      { "aria-labelledby": "canned-title" },
      make(
        "header",
        {},
        make("h1", { id: "canned-title" }, words.canned),
        desk.isSupervisor && button("primary", [words.cannedNew], () => this.#edit()),
      ),
      make("p.lead", {}, words.cannedLead),
      this.list,
    );
  }

  async open() {
    await this.room.loadCanned();
    this.#draw();
  }

  #draw() {
    const { desk, words } = this.room;
    this.list.replaceChildren(
      ...desk.canned.map((reply) =>
        make(
          "li.row",
          {},
          make("div.row-main", {}, make("p", {}, make("code", {}, `/${reply.shortcut}`), " ", make("strong", {}, reply.title)), ...Object.entries(reply.texts).map(([lang, text]) => make("p.text", { lang }, text))),
          desk.isSupervisor && button("secondary", [words.edit], () => this.#edit(reply), { "aria-label": `${words.edit} /${reply.shortcut}` }),
        ),
      ),
      ...(desk.canned.length ? [] : [make("li.empty", {}, words.cannedNone)]),
    );
  }

  async #edit(/** @type {Canned|null} */ reply = null) {
    const { words, api } = this.room;
    const shortcut = make("input", { value: reply?.shortcut ?? "", required: true, pattern: "[a-z0-9\\-_]+", maxlength: 40 });
    const title = make("input", { value: reply?.title ?? "", required: true, maxlength: 120 });
    const english = make("textarea", { rows: 4 }, reply?.texts.en ?? "");
    const chinese = make("textarea", { rows: 4, lang: "zh-CN" }, reply?.texts.zh ?? "");
    const remove = reply && button("text.danger", [words.remove], async (event) => {
      await api.remove(`canned/${reply.id}`);
      /** @type {HTMLElement} */ (event.target).closest("dialog")?.close();
    });
    await ask(
      {
        title: reply ? words.edit : words.cannedNew,
        label: words.save,
        parts: [
          labelled(words.shortcut, shortcut, words.shortcutHint),
          labelled(words.cannedTitle, title),
          labelled("English", english, words.variables),
          labelled("中文", chinese),
          remove,
        ],
        act: () => {
          const texts = Object.fromEntries(Object.entries({ en: english.value.trim(), zh: chinese.value.trim() }).filter(([, text]) => text));
          const body = { shortcut: shortcut.value, title: title.value, texts };
          return reply ? api.put(`canned/${reply.id}`, body) : api.post("canned", body);
        },
      },
      this.room,
    );
    await this.open();
  }
}
