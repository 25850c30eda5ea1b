/** Keeps one socket to the desk: greets, notices silence, and comes back by itself. Knows no part of a page. */

const SHORTEST_MS = 500;
const LONGEST_MS = 30_000;
const GREETING_MS = 10_000; // to open and be welcomed
const QUIET_MS = 60_000; // a socket silent for longer may be dead without either side knowing

/**
 * How long to wait before the next try, in ms. Spread out at random, so that a restarted desk is not stormed.
 * @param {number} failures in a row, from 0
 */
export function backoff(failures, random = Math.random) {
  const most = Math.min(LONGEST_MS, SHORTEST_MS * 2 ** (failures + 1));
  return SHORTEST_MS + random() * (most - SHORTEST_MS);
}

/** Fires `frame` (detail: the frame) and `state`: idle, connecting, online (welcomed) or waiting (for a retry). */
export class Connection extends EventTarget {
  /** @type {"idle"|"connecting"|"online"|"waiting"} */
  state = "idle";
  /** @type {WebSocket|null} */
  #socket = null;
  /** @type {AbortController|null} */
  #watch = null;
  /** The present connect; a greeting that took too long finds another here. @type {object|null} */
  #turn = null;
  #failures = 0;
  #heard = 0;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  #retry;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  #patience;

  /**
   * @param {string} url of the socket
   * @param {() => Promise<object>} greet makes the hello of each connect; when it fails, that counts as no network
   */
  constructor(url, greet) {
    super();
    this.url = url;
    this.greet = greet;
  }

  open() {
    if (this.state !== "idle") return;
    this.#watch = new AbortController();
    const { signal } = this.#watch;
    for (const name of ["online", "focus", "pageshow"]) addEventListener(name, () => this.wake(), { signal });
    document.addEventListener("visibilitychange", () => document.hidden || this.wake(), { signal });
    addEventListener("offline", () => this.lose(), { signal });
    // An open socket would keep the page out of the browser's back/forward cache.
    addEventListener("pagehide", () => this.lose(), { signal });
    this.#connect();
  }

  close() {
    this.#watch?.abort();
    this.#drop();
    clearTimeout(this.#retry);
    this.#become("idle");
  }

  /** Somebody looks, or the network is back: no reason to wait any longer. */
  wake() {
    const quiet = this.state === "online" && Date.now() - this.#heard > QUIET_MS;
    if (this.state === "waiting" || quiet) this.restart();
  }

  restart() {
    if (this.state !== "idle") this.#connect();
  }

  /** Says whether the frame was handed to a welcomed socket; not that it arrived. */
  send(/** @type {object} */ frame) {
    if (this.state !== "online" || this.#socket?.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(JSON.stringify(frame));
    return true;
  }

  /** The desk owes us something; if nothing at all is heard for `ms`, the socket is given up for a new one. */
  expect(/** @type {number} */ ms) {
    clearTimeout(this.#patience);
    this.#patience = setTimeout(() => this.lose(), ms);
  }

  async #connect() {
    clearTimeout(this.#retry);
    this.#drop();
    this.#become("connecting");
    const turn = (this.#turn = {});
    const hello = await this.greet().catch(() => null);
    if (turn !== this.#turn) return;
    if (!hello) {
      this.lose();
      return;
    }
    const socket = (this.#socket = new WebSocket(this.url));
    this.expect(GREETING_MS);
    socket.onopen = () => socket.send(JSON.stringify(hello));
    socket.onmessage = ({ data }) => this.#hear(JSON.parse(data));
    socket.onclose = () => this.lose();
  }
  #hear(/** @type {any} */ frame) {
    clearTimeout(this.#patience);
    this.#heard = Date.now();
    this.dispatchEvent(new CustomEvent("frame", { detail: frame }));
    if (frame.type !== "welcome" || !this.#socket) return;
    this.#failures = 0;
    this.#become("online");
  }

  /** Gives the socket up and tries again a little later. */
  lose() {
    this.#drop();
    if (this.state === "idle") return;
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => this.#connect(), backoff(this.#failures++));
    this.#become("waiting");
  }

  #drop() {
    clearTimeout(this.#patience);
    this.#turn = null;
    if (!this.#socket) return;
    this.#socket.onopen = this.#socket.onmessage = this.#socket.onclose = null;
    this.#socket.close();
    this.#socket = null;
  }

  /** @param {Connection["state"]} state */
  #become(state) {
    if (state === this.state) return;
    this.state = state;
    this.dispatchEvent(new Event("state"));
  }
}
