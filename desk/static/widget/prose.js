import { make } from "./dom.js";

// Ends before punctuation that belongs to the sentence, Chinese or not.
const ADDRESS =
  /https?:\/\/[^\s<>"'\u3000-\u303f\uff00-\uff65]*[^\s<>"'\u3000-\u303f\uff00-\uff65.,:;!?)\]]/g;

/** People's words as nodes: text, and links where an http(s) address stands. */
export function prose(/** @type {string} */ text) {
  const nodes = [];
  let done = 0;
  for (const { 0: address, index } of text.matchAll(ADDRESS)) {
    nodes.push(text.slice(done, index));
    nodes.push(make("a", { href: address, target: "_blank", rel: "noopener noreferrer nofollow" }, address));
    done = index + address.length;
  }
  return [...nodes, text.slice(done)];
}

/** The language of a text, for fonts and for the voice of a screen reader. */
export function languageOf(/** @type {string} */ text) {
  return /[\u3400-\u9fff]/.test(text) ? "zh-CN" : "en";
}
