const NEAR_PX = 48;
const ABOVE_PX = 12;

/**
 * Keeps a reader at the newest line, unless they scrolled up to read; then leaves them alone. An answer longer than
 * the view is shown from its beginning. Fires `change` when one of its two facts changes.
 */
export class ScrollKeeper extends EventTarget {
  /** The reader stays at the newest line. */
  following = true;
  /** Nothing is left to read below. */
  atEnd = true;
  #top = 0;

  /**
   * @param {HTMLElement} view what scrolls; the lines are positioned against it
   * @param {HTMLElement} content what grows in it
   * @param {() => Element|null} newest where the newest answer begins
   */
  constructor(view, content, newest) {
    super();
    this.view = view;
    this.newest = newest;
    view.addEventListener("scroll", () => this.look(), { passive: true });
    const watch = new ResizeObserver(() => {
      this.look();
      if (this.following) this.toNewest();
    });
    watch.observe(view);
    watch.observe(content);
  }

  toNewest() {
    this.view.scrollTop = this.#place;
    this.#top = this.view.scrollTop;
    this.#know(true, this.#left < NEAR_PX);
  }

  toEnd() {
    this.view.scrollTop = this.view.scrollHeight;
    this.#know(true, true);
  }

  /** How much lies below, in px. */
  get #left() {
    const { scrollTop, scrollHeight, clientHeight } = this.view;
    return scrollHeight - clientHeight - scrollTop;
  }

  /** How far down the newest answer is well in view. */
  get #place() {
    const { scrollHeight, clientHeight } = this.view;
    const line = /** @type {HTMLElement|null} */ (this.newest());
    return Math.min(scrollHeight - clientHeight, line ? line.offsetTop - ABOVE_PX : Infinity);
  }

  /** Where the reader is now. */
  look() {
    const { scrollTop } = this.view;
    const wentUp = scrollTop < this.#top; // lines that come move nothing up, so it was the reader
    this.#top = scrollTop;
    const near = this.#place - scrollTop < NEAR_PX;
    this.#know(near || (this.following && !wentUp), this.#left < NEAR_PX);
  }

  #know(/** @type {boolean} */ following, /** @type {boolean} */ atEnd) {
    if (following === this.following && atEnd === this.atEnd) return;
    this.following = following;
    this.atEnd = atEnd;
    this.dispatchEvent(new Event("change"));
  }
}
