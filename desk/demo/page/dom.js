/**
 * Makes an element; people's words only ever become text.
 * @param {string} name `tag` or `tag.class`
 * @param {Record<string, any>} [attributes] `onclick` and the like are listeners
 * @param {...(Node|string|null|undefined|false)} children
 */
export function make(name, attributes = {}, ...children) {
  const [tag, kind] = name.split(".");
  const element = document.createElement(tag);
  if (kind) element.className = kind;
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value != null && value !== false) element.setAttribute(key, value === true ? "" : value);
  }
  element.append(.../** @type {Node[]} */ (children.filter(Boolean)));
  return element;
}

/** @returns {any} the part of the page with this id */
export function part(/** @type {string} */ id) {
  return document.getElementById(id);
}
