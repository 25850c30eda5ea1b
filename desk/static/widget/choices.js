import { make } from "./dom.js";

/** The answers on offer, as chips; only those of the newest line, and none once one is taken. */
export class Choices {
  #shown = "";

  /**
   * @param {import("./chat.js").Counter} counter
   * @param {() => void} taken focus needs another place, because the chip is gone
   */
  constructor({ conversation, words }, taken) {
    this.conversation = conversation;
    this.taken = taken;
    this.element = make("div.choices", { role: "group", "aria-label": words.choices });
  }

  update() {
    const { choices, asksForYes } = this.conversation;
    const shown = choices.map(({ id }) => id).join(" ");
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.element.replaceChildren(
      ...choices.map((choice, place) =>
        make(
          asksForYes && !place ? "button.chip.primary" : "button.chip",
          { type: "button", onclick: () => this.#take(choice) },
          choice.label,
        ),
      ),
    );
    this.element.hidden = !choices.length;
  }

  #take(/** @type {import("./types.js").Choice} */ choice) {
    this.conversation.choose(choice);
    this.taken();
  }
}
