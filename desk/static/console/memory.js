/** What this browser keeps of a member of staff: how they like the page, drafts, and lines not sent yet. */

/** @typedef {{language: string, theme: "auto"|"light"|"dark", sound: boolean, keys: boolean}} Likes */

export class Memory {
  constructor(/** @type {string} */ member) {
    this.name = `shopbell-staff-${member}`;
  }

  get(/** @type {string} */ key, /** @type {any} */ otherwise = null) {
    try {
      return JSON.parse(localStorage.getItem(`${this.name}-${key}`) ?? "null") ?? otherwise;
    } catch {
      return otherwise;
    }
  }

  keep(/** @type {string} */ key, /** @type {any} */ value) {
    try {
      if (value == null || value === "" || value?.length === 0) localStorage.removeItem(`${this.name}-${key}`);
      else localStorage.setItem(`${this.name}-${key}`, JSON.stringify(value));
    } catch {
      // A full or forbidden store: the page works, it only forgets.
    }
  }

  /** Nothing of shoppers stays on a shared computer after the sign-out. */
  forget() {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith(`${this.name}-`) && !key.endsWith("-likes")) localStorage.removeItem(key);
    }
  }
}
