/** One order: how it stands, what is in it, and the buttons of what can be done with it now. */
import { button, make } from "./dom.js";
import { act, canAsk } from "./wishes.js";

export class OrderBox {
  /**
   * @param {import("./entry.js").Room} room
   * @param {any} order
   * @param {any} facts of the panel
   * @param {() => void} changed
   * @param {boolean} open
   */
  constructor(room, order, facts, changed, open) {
    const { words } = room;
    const actions = (order.actions ?? []).filter(canAsk);
    this.element = make(
      "details.order-box",
      { "data-name": order.number, open },
      make("summary", {}, make("strong", {}, order.number), make("span", {}, words.code(order.matter ?? "")), make("span.sum", {}, order.total ? words.money(order.total, facts.currency) : "")),
      order.placed_at && make("p.placed", {}, words.placed(words.day(order.placed_at))),
      make("ul.order-items", {}, ...(order.items ?? []).map((/** @type {any} */ item) => make("li", {}, make("span", {}, `${item.quantity} × ${item.name}`), make("small", {}, optionsText(item.options))))),
      actions.length > 0 &&
        make("div.order-acts", {}, ...actions.map((/** @type {string} */ kind) => button("secondary.small", [words.wish(kind)], () => act(room, order, facts, kind, changed)))),
    );
  }
}

/** @param {any} options */
export const optionsText = (options) => (options && typeof options === "object" ? Object.values(options).join(", ") : (options ?? ""));
