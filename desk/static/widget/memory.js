/** @import {Unsent} from "./types.js" */

const EAGER_MS = 24 * 3600 * 1000;

/** @type {() => Storage|null} */
const shared = () => localStorage;
const own = () => sessionStorage;

/** A browser may forbid storage altogether; the chat then works until the page is left. */
function read(/** @type {() => Storage|null} */ storage, /** @type {string} */ key) {
  try {
    return JSON.parse(storage()?.getItem(key) ?? "null");
  } catch {
    return null;
  }
}

function write(
  /** @type {() => Storage|null} */ storage,
  /** @type {string} */ key,
  /** @type {unknown} */ value,
) {
  try {
    if (value === null) storage()?.removeItem(key);
    else storage()?.setItem(key, JSON.stringify(value));
  } catch {
    // Forbidden or full: see above.
  }
}

/**
 * What this browser keeps of the conversation with one desk: shared by all tabs the secret that resumes it, whose it is
 * and what was seen; of this tab alone the words not sent yet. Fires `change` when another tab changed the shared part.
 */
export class Memory extends EventTarget {
  /** @param {string} host of the desk */
  constructor(host) {
    super();
    this.key = `shopbell:${host}`;
    /** @type {{token?: string, who?: string|null, seen?: number, at?: number, lang?: string}} */
    this.shared = read(shared, this.key) ?? {};
    /** @type {{unsent?: Unsent[], draft?: string, open?: boolean}} */
    this.own = read(own, this.key) ?? {};
    addEventListener("storage", ({ key }) => {
      if (key !== this.key) return;
      this.shared = read(shared, this.key) ?? {};
      this.dispatchEvent(new Event("change"));
    });
  }

  /** Worth a connection before the chat is opened: a conversation of the last day. */
  get fresh() {
    return Boolean(this.shared.token) && Date.now() - (this.shared.at ?? 0) < EAGER_MS;
  }

  keep(/** @type {Memory["shared"]} */ facts) {
    this.shared = { ...this.shared, ...facts, at: Date.now() };
    write(shared, this.key, this.shared);
  }

  keepHere(/** @type {Memory["own"]} */ facts) {
    this.own = { ...this.own, ...facts };
    write(own, this.key, this.own);
  }

  /** Nothing of the conversation stays behind; only whether the chat is open does. */
  forget() {
    this.shared = {};
    write(shared, this.key, null);
    this.own = { open: this.own.open };
    write(own, this.key, this.own);
  }
}
