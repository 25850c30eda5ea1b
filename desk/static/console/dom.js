/** Makes elements, as the widget does, with the console's own drawings. */
import { hold, make } from "../widget/dom.js";

export { hold, make };

const SHAPES = {
  chats: "M4 18.5V7a3 3 0 0 1 3-3h10a3 3 0 0 1 3 3v6a3 3 0 0 1-3 3H8ZM8.5 8.5h7M8.5 11.5h4",
  promise: "M12 21a9 9 0 1 1 0-18 9 9 0 0 1 0 18ZM12 7v5l3 2",
  book: "M5 4h11a3 3 0 0 1 3 3v13H8a3 3 0 0 1-3-3ZM5 17a3 3 0 0 1 3-3h11M9 8h6",
  problem: "M12 4 21 19.5H3ZM12 10v4.5M12 17v.01",
  search: "M10.5 17a6.5 6.5 0 1 1 0-13 6.5 6.5 0 0 1 0 13ZM15.5 15.5 20 20",
  people: "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM2.5 20a6.5 6.5 0 0 1 13 0M16 4.5a3.5 3.5 0 0 1 0 6.5M18 14a6.5 6.5 0 0 1 3.5 6",
  quality: "M4 20V4M4 20h16M8 16v-4M12.5 16V8M17 16v-6",
  replies: "M4 5h16M4 10h16M4 15h9M17 14l-3 6",
  close: "m6 6 12 12M18 6 6 18",
  back: "M14 6l-6 6 6 6",
  send: "M12 19.5v-15M5.5 11 12 4.5l6.5 6.5",
  person: "M12 11.5a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.5 20.5a7.5 7.5 0 0 1 15 0",
  check: "m6 12.5 4 4 8-9",
  lock: "M6 11h12v9H6ZM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
  more: "M5 12v.01M12 12v.01M19 12v.01",
  bell: "M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15ZM10 20.5h4",
  out: "M10 4H5v16h5M14 8l4 4-4 4M18 12H9",
  keys: "M3 6.5h18v11H3ZM7 10v.01M11 10v.01M15 10v.01M8 14h8",
};

/** A line drawing that screen readers pass over. */
export function icon(/** @type {keyof typeof SHAPES} */ shape) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", SHAPES[shape]);
  svg.append(path);
  return svg;
}

/** A button with words; `onclick` may be slow, and until it is done the button rests. */
export function button(
  /** @type {string} */ look,
  /** @type {(Node|string)[]} */ content,
  /** @type {(event: Event) => any} */ onclick,
  /** @type {Record<string, any>} */ attributes = {},
) {
  const [, ...classes] = `x.${look}`.split(".");
  const element = make(["button", ...classes].join("."), { type: "button", ...attributes }, ...content);
  element.addEventListener("click", async (/** @type {Event} */ event) => {
    if (element.ariaBusy === "true") return;
    element.ariaBusy = "true";
    try {
      await onclick(event);
    } finally {
      element.ariaBusy = null;
    }
  });
  return element;
}

/** A field with its label above it. */
export function labelled(/** @type {string} */ label, /** @type {any} */ field, /** @type {string} */ hint = "") {
  return make("label.labelled", {}, make("span", {}, label), field, hint && make("small", {}, hint));
}

/** A choice among few; `options` are [value, label]. */
export function chooser(
  /** @type {string} */ name,
  /** @type {[string, string][]} */ options,
  /** @type {string} */ chosen = "",
) {
  return make(
    "select",
    { name },
    ...options.map(([value, label]) => make("option", { value, selected: value === chosen }, label)),
  );
}
