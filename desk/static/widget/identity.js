/**
 * Who the shop says is signed in: a JWT given by the page, or fetched anew at each connect from an address of the
 * shop. The widget reads only `sub` and `exp`, to notice another customer; the desk alone decides whether it is genuine.
 */
export class Identity {
  #refusals = 0;

  /** @param {{jwt?: string|null, url?: string|null}} source */
  constructor({ jwt, url }) {
    this.jwt = jwt || null;
    this.url = url || null;
  }

  /** Whether the page may say who is signed in. */
  get possible() {
    return Boolean(this.jwt || this.url);
  }

  replace(/** @type {string|null} */ jwt) {
    this.jwt = jwt;
    this.#refusals = 0;
  }

  /**
   * Raises when the shop's address cannot be reached.
   * @returns {Promise<{jwt: string|null, sub: string}|null>} null: a guest; without `jwt`: known, but the proof ran out
   */
  async current() {
    const given = this.jwt && (!this.url || claims(this.jwt).exp * 1000 > Date.now());
    const jwt = given ? this.jwt : this.url && (await this.#fetch());
    if (!jwt) return null;
    if (this.#refusals >= (given ? 1 : 2)) return null;
    const { sub, exp } = claims(jwt);
    return { jwt: exp * 1000 > Date.now() ? jwt : null, sub };
  }

  /** The desk did not accept it. One from an address gets a second chance with a fresh one. */
  refused() {
    this.#refusals++;
  }

  accepted() {
    this.#refusals = 0;
  }

  /** 200 with the JWT as text or as `{"identity": JWT}`; 204, 401, 403, 404 or nothing in it: a guest. */
  async #fetch() {
    const answer = await fetch(/** @type {string} */ (this.url), {
      credentials: "include",
      cache: "no-store",
    });
    if (answer.status >= 500) throw new Error(`${this.url}: ${answer.status}`);
    const text = answer.ok ? (await answer.text()).trim() : "";
    return text.startsWith("{") ? JSON.parse(text).identity : text;
  }
}

/** @returns {{sub: string, exp: number}} of a JWT; of anything else its own text as `sub` */
function claims(/** @type {string} */ jwt) {
  try {
    const body = atob(jwt.split(".")[1].replace(/-/g, "+").replace(/_/g, "/"));
    return JSON.parse(new TextDecoder().decode(Uint8Array.from(body, (letter) => letter.charCodeAt(0))));
  } catch {
    return { sub: jwt, exp: Infinity };
  }
}
