const NEAR_PX = 48;
const ABOVE_PX = 12;

/**
 * Keeps a reader at the newest line, unless they scrolled up to read; then leaves them alone. A line longer than the
 * view is shown from its beginning. Fires `change` when the reader leaves the newest line, or comes back to it.
 */
export class ScrollKeeper extends EventTarget {
  following = true;
  #height = 0;

  /**
   * @param {HTMLElement} view what scrolls; the lines are positioned against it
   * @param {HTMLElement} content what grows in it
   * @param {() => Element|null|undefined} newest the newest line
   */
  constructor(view, content, newest) {
    super();
    this.view = view;
    this.newest = newest;
    view.addEventListener("scroll", () => this.#look(), { passive: true });
    const watch = new ResizeObserver(() => this.following && this.toNewest());
    watch.observe(view);
    watch.observe(content);
  }

  toNewest() {
    this.view.scrollTop = this.#place;
    this.#follow(true);
  }

  /** How far down the newest line is well in view. */
  get #place() {
    const { scrollHeight, clientHeight } = this.view;
    const line = /** @type {HTMLElement|null|undefined} */ (this.newest());
    return Math.min(scrollHeight - clientHeight, line ? line.offsetTop - ABOVE_PX : Infinity);
  }

  #look() {
    const { scrollTop, scrollHeight } = this.view;
    const grew = scrollHeight !== this.#height; // the view moved because a line came, not because somebody read back
    this.#height = scrollHeight;
    const near = this.#place - scrollTop < NEAR_PX;
    if (near || !grew) this.#follow(near);
  }

  #follow(/** @type {boolean} */ following) {
    if (following === this.following) return;
    this.following = following;
    this.dispatchEvent(new Event("change"));
  }
}
