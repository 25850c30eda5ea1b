/** One-letter shortcuts, never while somebody writes; who uses speech input can turn them off. */
import { ask } from "./dialog.js";
import { make } from "./dom.js";
import { offered } from "./handing.js";

/** @param {import("./entry.js").Room} room @param {import("./chats.js").Chats} chats */
export function listen(room, chats) {
  const { desk } = room;
  /** @type {Record<string, () => void>} */
  const keys = {
    "?": () => room.help(),
    "/": () => room.go("search"),
    j: () => chats.list.step(1),
    k: () => chats.list.step(-1),
    n: () => room.takeNext(),
    r: () => chats.conversation.composer.focus(false),
    m: () => chats.conversation.composer.focus(true),
    p: () => chats.toggleSide(),
    h: () => chats.conversation.brief.fold.click(),
    Escape: () => room.close(),
  };
  addEventListener("keydown", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    const writes = target.closest?.("input, textarea, select, dialog");
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented || writes) return;
    if (!room.likes.keys && event.key !== "Escape") return;
    const go = keys[event.key] ?? placeKey(room, event.key) ?? caseKey(room, event.key);
    if (!go) return;
    if (!["?", "/", "Escape"].includes(event.key) && !/\d/.test(event.key) && !document.querySelector(".chats")) room.go("chats");
    event.preventDefault();
    go();
  });

  /** @param {import("./entry.js").Room} room @param {string} key */
  function caseKey(room, key) {
    const kase = desk.talk?.kase;
    return kase && offered(room, kase).find((one) => one.key === key)?.act;
  }
}

/** @param {import("./entry.js").Room} room @param {string} key */
function placeKey(room, key) {
  const place = room.places[Number(key) - 1];
  return place && (() => room.go(place.name));
}

/** Everything the keys do, on one sheet. */
export function helpSheet(/** @type {import("./entry.js").Room} */ room) {
  const { words, places } = room;
  const rows = [...words.keys, ...places.map(({ label }, place) => [String(place + 1), label])];
  return ask(
    {
      title: words.keysTitle,
      wide: true,
      parts: [make("dl.keys", {}, ...rows.map(([key, does]) => make("div", {}, make("dt", {}, make("kbd", {}, key)), make("dd", {}, does))))],
    },
    room,
  );
}
