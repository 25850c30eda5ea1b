/** Makes elements. Words of people only ever become text nodes here, so nothing they write can become markup. */

/**
 * @param {string} name `tag` or `tag.class.class`
 * @param {Record<string, any>} [attributes] `onclick` and the like are listeners; false and null are left out
 * @param {...(Node|string|null|undefined|false)} children
 * @returns {any}
 */
export function make(name, attributes = {}, ...children) {
  const [tag, ...classes] = name.split(".");
  const element = document.createElement(tag);
  if (classes.length) element.className = classes.join(" ");
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value != null) element.setAttribute(key, value);
  }
  element.append(.../** @type {Node[]} */ (children.filter((child) => child || child === "")));
  return element;
}

const SHAPES = {
  bell: "M12 5.5v-2M10 3.5h4M4 17a8 8 0 0 1 16 0ZM3 20.5h18",
  chat: "M4 18.5V7a3 3 0 0 1 3-3h10a3 3 0 0 1 3 3v6a3 3 0 0 1-3 3H8Z M8.5 8.5h7M8.5 11.5h4",
  close: "m6 6 12 12M18 6 6 18",
  send: "M12 19.5v-15M5.5 11 12 4.5l6.5 6.5",
  down: "M12 5v14M6 13l6 6 6-6",
  fold: "m7 10 5 5 5-5",
  check: "m6 12.5 4 4 8-9",
  alert: "M12 7v6.5M12 17v.01",
  copy: "M9 9h11v11H9ZM5.5 15H4V4h11v1.5",
  clip: "m20 11-8.6 8.6a5 5 0 0 1-7-7L13 4a3.4 3.4 0 0 1 4.8 4.8l-8.5 8.5a1.7 1.7 0 0 1-2.4-2.4L14.5 7.3",
  box: "M4 8l8-4 8 4v8l-8 4-8-4ZM4 8l8 4 8-4M12 12v8",
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

/** Makes `parent` hold exactly these nodes, moving none that stands right: screen readers would read it again. */
export function hold(/** @type {Node} */ parent, /** @type {ChildNode[]} */ nodes) {
  const wanted = new Set(nodes);
  for (const child of [...parent.childNodes]) if (!wanted.has(child)) child.remove();
  nodes.forEach((node, place) => {
    const there = parent.childNodes[place] ?? null;
    if (there !== node) parent.insertBefore(node, there);
  });
}
