/** Everything promised to shoppers that is still open, the next due on top. */
/** @import {Promised} from "./types.js" */
import { ask } from "./dialog.js";
import { button, chooser, labelled, make } from "./dom.js";

export const byDue = (/** @type {Promised} */ one, /** @type {Promised} */ other) => Date.parse(one.due_at) - Date.parse(other.due_at);

/** @param {import("./entry.js").Room} room @param {Promised} promise @param {boolean} [isBeside] the open conversation */
export function promiseRow(room, promise, isBeside = false) {
  const { words, clocks, api, notices, desk } = room;
  const keep = () =>
    notices.trying(async () => {
      await api.post(`promises/${promise.id}/keep`);
      desk.hear({ type: "promise", promise: { ...promise, state: "kept" } });
    });
  return make(
    "li.row",
    {},
    make(
      "div.row-main",
      {},
      make("strong", {}, promise.text || words.code(promise.kind)),
      make("span.text", {}, [words.code(promise.kind), isBeside ? null : promise.customer?.name, promise.owner?.name ?? words.whoeverIsIn].filter(Boolean).join(" · ")),
    ),
    clocks.until(promise.due_at),
    !isBeside && button("text", [words.openChat], () => (room.go("chats"), room.show(promise.conversation))),
    button("secondary", [words.kept], keep, { "aria-label": `${words.kept}: ${promise.text}` }),
  );
}

export class PromisesPage {
  constructor(/** @type {import("./entry.js").Room} */ room) {
    this.room = room;
    const { words, desk } = room;
    this.list = make("ul.rows");
    this.element = make("section.page", { "aria-labelledby": "promises-title" }, make("header", {}, make("h1", { id: "promises-title" }, words.promises)), make("p.lead", {}, words.promisesLead), this.list);
    desk.addEventListener("promises", () => this.look());
    this.look();
  }

  async open() {
    const { api, desk, notices } = this.room;
    const told = await notices.trying(() => api.get("promises"));
    if (!told) return;
    desk.promises = new Map(told.promises.map((/** @type {Promised} */ one) => [one.id, one]));
    desk.tell("promises");
  }

  look() {
    const { desk, words } = this.room;
    const open = [...desk.promises.values()].sort(byDue);
    this.list.replaceChildren(...(open.length ? open.map((one) => promiseRow(this.room, one)) : [make("li.empty", {}, words.promisesNone)]));
  }
}

/** Writes down what I promise the shopper of the open conversation. */
export async function promiseDialog(/** @type {import("./entry.js").Room} */ room) {
  const { words, desk, api } = room;
  const conversation = desk.talk?.id;
  const text = make("textarea", { rows: 2, required: true, maxlength: 500 });
  const kind = chooser("kind", /** @type {[string, string][]} */ (["call_back", "trace", "other"].map((one) => [one, words.code(one)])), "other");
  const due = make("input", { type: "datetime-local", required: true, value: localTime(Date.now() + 24 * 3600_000) });
  return ask(
    {
      title: words.promiseNew,
      label: words.save,
      parts: [labelled(words.promiseText, text, words.promiseHint), labelled(words.kind, kind), labelled(words.due, due)],
      act: async () => {
        const body = { conversation, kind: kind.value, text: text.value.trim(), due_at: new Date(due.value).toISOString() };
        const { promise } = await api.post("promises", body);
        desk.hear({ type: "promise", promise });
        return promise;
      },
    },
    room,
  );
}

/** A moment as the browser's own field wants it, in local time. */
function localTime(/** @type {number} */ at) {
  const moved = new Date(at - new Date(at).getTimezoneOffset() * 60_000);
  return moved.toISOString().slice(0, 16);
}
