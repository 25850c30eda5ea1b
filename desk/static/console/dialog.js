/** A question over the page: a form in a native dialog, so focus and Escape are the browser's own. */
import { button, icon, make } from "./dom.js";

/**
 * Resolves with what `act` gives, or null when it was left. A failed act keeps the dialog and says why.
 * @template T
 * @param {object} about
 * @param {string} about.title
 * @param {(Node|string|null|undefined|false)[]} about.parts
 * @param {string} [about.label] of the button that does it; without, the dialog only shows
 * @param {(form: HTMLFormElement) => Promise<T>} [about.act]
 * @param {boolean} [about.grave] it cannot be undone
 * @param {boolean} [about.wide]
 * @param {import("./entry.js").Room} room
 * @returns {Promise<T|null>}
 */
export function ask({ title, parts, label, act, grave = false, wide = false }, room) {
  const { words, notices } = room;
  const { promise, resolve } = /** @type {PromiseWithResolvers<T|null>} */ (resolvers());
  const problem = make("p.problem", { role: "alert" });
  const go = label && make(grave ? "button.primary.grave" : "button.primary", { type: "submit" }, label);
  const send = async (/** @type {Event} */ event) => {
    event.preventDefault();
    if (!act || go.disabled) return;
    go.disabled = true;
    problem.textContent = "";
    try {
      resolve(await act(form));
      dialog.close();
    } catch (failure) {
      problem.textContent = notices.wrong(failure);
    }
    go.disabled = false;
  };
  const leave = () => dialog.close();
  const form = make(
    "form",
    { onsubmit: send },
    make("header", {}, make("h2", { id: "asked" }, title), button("quiet", [icon("close")], leave, { "aria-label": words.close })),
    make("div.asked", act ? {} : { tabindex: 0 }, ...parts, problem),
    make("footer", {}, button("secondary", [act ? words.cancel : words.close], leave), go),
  );
  const dialog = make(wide ? "dialog.wide" : "dialog", { "aria-labelledby": "asked" }, form);
  dialog.addEventListener("close", () => (resolve(null), dialog.remove()));
  dialog.addEventListener("click", (/** @type {MouseEvent} */ event) => event.target === dialog && leave());
  document.body.append(dialog);
  dialog.showModal();
  dialog.querySelector(".asked :is(textarea, input, select)")?.focus();
  return promise;
}

/** `Promise.withResolvers`, also where a browser has not got it yet. */
function resolvers() {
  let resolve;
  const promise = new Promise((done) => (resolve = done));
  return { promise, resolve };
}
