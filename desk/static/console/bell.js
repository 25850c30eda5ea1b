/** Calls a member of staff who looks elsewhere: the title counts, a soft sound, a desktop notification. */

const SOUND_EVERY_MS = 3_000;

export class Bell {
  #rang = 0;
  /** @type {AudioContext|null} */
  #audio = null;

  /** @param {{likes: import("./memory.js").Likes, words: import("./words.js").Words}} about */
  constructor({ likes, words }) {
    this.likes = likes;
    this.words = words;
    // Browsers let a page sound only after somebody touched it.
    addEventListener("pointerdown", () => this.#wake(), { once: true });
    addEventListener("keydown", () => this.#wake(), { once: true });
  }

  get mayNotify() {
    return "Notification" in window ? Notification.permission : "denied";
  }

  async askToNotify() {
    return "Notification" in window ? Notification.requestPermission() : "denied";
  }

  /** The number of things to look at stands in the title. */
  count(/** @type {number} */ unread) {
    const name = `${this.words.title} · Shopbell`;
    document.title = unread ? `(${unread}) ${name}` : name;
  }

  /** @param {string} title @param {string} text @param {string} tag one notification a conversation @param {() => void} look */
  ring(title, text, tag, look) {
    if (this.likes.sound) this.#sound();
    if (this.mayNotify !== "granted" || (!document.hidden && document.hasFocus())) return;
    const note = new Notification(title, { body: text.slice(0, 140), tag, silent: true });
    note.onclick = () => (window.focus(), look(), note.close());
  }

  #wake() {
    this.#audio ??= new AudioContext();
  }

  #sound() {
    if (!this.#audio || performance.now() - this.#rang < SOUND_EVERY_MS) return;
    this.#rang = performance.now();
    for (const [pitch, after] of [[880, 0], [1320, 0.12]]) this.#note(this.#audio, pitch, after);
  }

  #note(/** @type {AudioContext} */ audio, /** @type {number} */ pitch, /** @type {number} */ after) {
    const begin = audio.currentTime + after;
    const tone = audio.createOscillator();
    const loudness = audio.createGain();
    tone.frequency.value = pitch;
    loudness.gain.setValueAtTime(0.08, begin);
    loudness.gain.exponentialRampToValueAtTime(0.001, begin + 0.35);
    tone.connect(loudness).connect(audio.destination);
    tone.start(begin);
    tone.stop(begin + 0.4);
  }
}
