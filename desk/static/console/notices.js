/** Short words at the edge of the page: what was done, what did not work, what somebody should look at. */
import { Refused, Unreachable } from "./api.js";
import { button, icon, make } from "./dom.js";

const SHOWN_MS = 7_000;

export class Notices {
  constructor(/** @type {import("./words.js").Words} */ words) {
    this.words = words;
    this.element = make("div.notices", { role: "status", "aria-live": "polite" });
  }

  /** @param {string} text @param {{tone?: "plain"|"bad"|"good", act?: [string, () => void], stays?: boolean}} [how] */
  tell(text, { tone = "plain", act, stays = false } = {}) {
    const gone = () => box.remove();
    const box = make(
      `div.notice.${tone}`,
      {},
      make("p", {}, text),
      act && button("text", [act[0]], () => (gone(), act[1]())),
      button("quiet", [icon("close")], gone, { "aria-label": this.words.dismiss }),
    );
    this.element.append(box);
    if (this.element.children.length > 4) this.element.firstElementChild.remove();
    if (!stays) setTimeout(gone, SHOWN_MS);
  }

  /** Says in words what went wrong. @returns {string} */
  wrong(/** @type {unknown} */ problem) {
    const { words } = this;
    const said =
      problem instanceof Unreachable
        ? words.unreachable
        : problem instanceof Refused
          ? (words.refused(problem) ?? (problem.message || words.failed))
          : words.failed;
    if (!(problem instanceof Refused || problem instanceof Unreachable)) console.error(problem);
    this.tell(said, { tone: "bad" });
    return said;
  }

  /** Does it, and says so when it did not work. @template T @param {() => Promise<T>} work @returns {Promise<T|null>} */
  async trying(work) {
    try {
      return await work();
    } catch (problem) {
      this.wrong(problem);
      return null;
    }
  }
}
