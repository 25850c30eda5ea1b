/** @import {Choice, Line} from "./types.js" */

/** What was said, each line once and in order, however often and in whatever order the desk repeats it. */
export class Timeline {
  /** @type {Line[]} in order of `seq` */
  lines = [];

  /** Takes a line in; a line already here is only completed. Says whether it is new. */
  put(/** @type {Line & {seq: number}} */ line) {
    const after = this.lines.findLastIndex((/** @type {any} */ known) => known.seq <= line.seq);
    const known = this.lines[after];
    if (known?.seq === line.seq) {
      this.lines[after] = { ...known, ...line, cmid: known.cmid ?? line.cmid };
      return false;
    }
    this.lines.splice(after + 1, 0, line);
    return true;
  }

  clear() {
    this.lines = [];
  }

  /** Every line up to here is known, so a reconnect asks for what comes after. A hole is asked for again. */
  get complete() {
    let seq = 0;
    for (const line of this.lines) if (line.seq === seq + 1) seq++;
    return seq;
  }

  get last() {
    return this.lines.at(-1)?.seq ?? 0;
  }

  /** How many lines the shopper has not seen. */
  unread(/** @type {number} */ seen) {
    return this.lines.filter(({ seq = 0, from }) => seq > seen && from !== "shopper").length;
  }

  /** What was said since the shopper's newest line. */
  get answer() {
    return this.lines.slice(this.lines.findLastIndex(({ from }) => from === "shopper") + 1);
  }

  /** The choices on offer: those of the bot's newest line and of the shop's own newest after it; none once the
   * shopper or a person has said something. @returns {Choice[]} */
  get choices() {
    const { answer } = this;
    const told = answer.slice(Math.max(0, answer.findLastIndex(({ from }) => from !== "system")));
    const own = told.filter(({ from, choices }) => from === "system" && choices).slice(-1);
    return told
      .filter(({ from }) => from === "bot")
      .concat(own)
      .flatMap(({ choices }) => choices ?? []);
  }
}
