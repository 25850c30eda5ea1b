/** Keeps one socket to the desk, says that somebody is here, and comes back by itself. */
import { backoff } from "../widget/connection.js";

const GREETING_MS = 10_000;
const SIGNED_OUT = 4401;
const QUIET_MS = 50_000; // longer than three beats without a word: the socket may be dead without either side knowing

/** Fires `frame` (detail: the frame), `signed-out`, and `state`: connecting, online (greeted) or waiting (for a retry). */
export class StaffLine extends EventTarget {
  /** @type {"idle"|"connecting"|"online"|"waiting"} */
  state = "idle";
  takesNew = true;
  /** @type {WebSocket|null} */
  #socket = null;
  #failures = 0;
  #heard = 0;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  #retry;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  #patience;

  open() {
    const pulse = new Worker(new URL("./pulse.js", import.meta.url));
    pulse.onmessage = () => this.#beat();
    for (const name of ["online", "focus", "pageshow"]) addEventListener(name, () => this.wake());
    addEventListener("offline", () => this.lose());
    this.#connect();
  }

  /** Somebody looks, or the network is back: no reason to wait any longer. */
  wake() {
    if (this.state === "waiting") this.#connect();
  }

  /** Says whether the frame was handed to a greeted socket; not that it arrived. */
  send(/** @type {object} */ frame) {
    if (this.state !== "online" || this.#socket?.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(JSON.stringify(frame));
    return true;
  }

  renew() {
    return this.send({ type: "renew", takes_new: this.takesNew });
  }

  /** Gives the socket up and tries again a little later. */
  lose() {
    if (this.state === "idle") return;
    this.#drop();
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => this.#connect(), backoff(this.#failures++));
    this.#become("waiting");
  }

  close() {
    this.#drop();
    clearTimeout(this.#retry);
    this.#become("idle");
  }

  #beat() {
    if (this.state === "waiting") this.#connect();
    else if (this.state === "online" && Date.now() - this.#heard > QUIET_MS) this.lose();
    else this.renew();
  }

  #connect() {
    clearTimeout(this.#retry);
    this.#drop();
    this.#become("connecting");
    const socket = (this.#socket = new WebSocket(`${location.origin.replace(/^http/, "ws")}/staff/socket`));
    this.#patience = setTimeout(() => this.lose(), GREETING_MS);
    socket.onmessage = ({ data }) => this.#hear(JSON.parse(data));
    socket.onclose = ({ code }) => {
      this.lose();
      if (code === SIGNED_OUT) this.dispatchEvent(new Event("signed-out"));
    };
  }

  #hear(/** @type {any} */ frame) {
    this.#heard = Date.now();
    if (frame.type === "hello") {
      clearTimeout(this.#patience);
      this.#failures = 0;
      this.#become("online");
      this.renew();
    }
    this.dispatchEvent(new CustomEvent("frame", { detail: frame }));
  }

  #drop() {
    clearTimeout(this.#patience);
    if (!this.#socket) return;
    this.#socket.onmessage = this.#socket.onclose = null;
    this.#socket.close();
    this.#socket = null;
  }

  /** @param {StaffLine["state"]} state */
  #become(state) {
    if (state === this.state) return;
    this.state = state;
    this.dispatchEvent(new Event("state"));
  }
}
