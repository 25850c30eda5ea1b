/** Asks the desk, and tells apart: signed out, refused with a reason, no network. */

/** The desk said no: `code` for the program, the message for people. */
export class Refused extends Error {
  constructor(/** @type {number} */ status, /** @type {any} */ body) {
    super(body?.text ?? "");
    this.status = status;
    this.code = body?.error ?? "failed";
    this.body = body ?? {};
  }
}

/** The answer did not come: nobody knows whether it was done. */
export class Unreachable extends Error {}

/** Fires `signed-out` when the desk no longer knows this browser. */
export class Api extends EventTarget {
  csrf = "";

  /** @returns {Promise<any>} */
  get(/** @type {string} */ path) {
    return this.#ask("GET", path);
  }

  /** @returns {Promise<any>} */
  post(/** @type {string} */ path, /** @type {object} */ body = {}) {
    return this.#ask("POST", path, body);
  }

  /** @returns {Promise<any>} */
  put(/** @type {string} */ path, /** @type {object} */ body) {
    return this.#ask("PUT", path, body);
  }

  /** @returns {Promise<any>} */
  remove(/** @type {string} */ path, /** @type {object} */ body = {}) {
    return this.#ask("DELETE", path, body);
  }

  async #ask(/** @type {string} */ method, /** @type {string} */ path, /** @type {object|undefined} */ body) {
    const headers = body ? { "Content-Type": "application/json", "X-CSRF": this.csrf } : undefined;
    const sent = { method, headers, body: body && JSON.stringify(body) };
    const answer = await fetch(`/staff/api/${path}`, sent).catch(() => {
      throw new Unreachable();
    });
    const told = answer.status === 204 ? null : await answer.json().catch(() => null);
    if (answer.ok) return told;
    if (answer.status === 401 && path !== "sign-in") this.dispatchEvent(new Event("signed-out"));
    if (answer.status >= 502 && !told?.error) throw new Unreachable();
    throw new Refused(answer.status, told);
  }
}
