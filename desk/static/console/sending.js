/** Lines on their way to the shopper: kept in the browser until the desk has them, sent again under the same id. */
/** @import {Unsent} from "./types.js" */
import { Unreachable } from "./api.js";

export class Sending {
  /** @type {Set<string>} */
  #going = new Set();

  constructor(/** @type {import("./entry.js").Room} */ room) {
    this.room = room;
    room.line.addEventListener("state", () => room.line.state === "online" && this.flush());
  }

  /** What was not sent of this conversation, also after a reload. @returns {Unsent[]} */
  kept(/** @type {string} */ conversation) {
    return this.room.memory.get(`unsent-${conversation}`, []);
  }

  say(/** @type {string} */ text) {
    const { talk } = this.room.desk;
    if (!talk?.kase) return;
    const unsent = { cmid: crypto.randomUUID(), text, at: new Date().toISOString() };
    this.#keep(talk, [...talk.unsent, unsent]);
    this.flush();
  }

  discard(/** @type {Unsent} */ unsent) {
    const { talk } = this.room.desk;
    if (talk) this.#keep(talk, talk.unsent.filter(({ cmid }) => cmid !== unsent.cmid));
  }

  again(/** @type {Unsent} */ unsent) {
    delete unsent.failed;
    this.flush();
  }

  /** One after the other, so that they arrive in the order they were written. */
  async flush() {
    const { talk } = this.room.desk;
    if (!talk?.kase || this.#going.has(talk.id)) return;
    this.#going.add(talk.id);
    try {
      for (let next; (next = talk.unsent.find(({ failed }) => !failed)); ) {
        if (!(await this.#send(talk, next))) break;
      }
    } finally {
      this.#going.delete(talk.id);
    }
  }

  /** @param {import("./desk.js").Talk} talk @param {Unsent} unsent */
  async #send(talk, unsent) {
    const { api, desk, notices, words } = this.room;
    try {
      const told = await api.post(`cases/${talk.kase?.id}/say`, { cmid: unsent.cmid, text: unsent.text });
      this.#keep(talk, talk.unsent.filter(({ cmid }) => cmid !== unsent.cmid));
      if (told?.line) talk.add(told.line);
      desk.tell("talk");
      return true;
    } catch (problem) {
      if (problem instanceof Unreachable && this.room.line.state !== "online") return false; // goes out on return
      const failed = problem instanceof Unreachable ? words.notSent : notices.wrong(problem);
      this.#keep(talk, talk.unsent.map((one) => (one.cmid === unsent.cmid ? { ...one, failed } : one)));
      return false;
    }
  }

  /** @param {import("./desk.js").Talk} talk @param {Unsent[]} unsent */
  #keep(talk, unsent) {
    talk.unsent = unsent;
    this.room.memory.keep(`unsent-${talk.id}`, unsent);
    this.room.desk.tell("talk");
  }
}
