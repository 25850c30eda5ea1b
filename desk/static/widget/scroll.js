const NEAR_PX = 48;

/** Keeps a reader at the newest line, unless they scrolled up to read; then leaves them alone. Fires `change`. */
export class ScrollKeeper extends EventTarget {
  following = true;
  #height = 0;

  /** @param {HTMLElement} view what scrolls @param {HTMLElement} content what grows in it */
  constructor(view, content) {
    super();
    this.view = view;
    view.addEventListener("scroll", () => this.#look(), { passive: true });
    const watch = new ResizeObserver(() => this.following && this.toEnd());
    watch.observe(view);
    watch.observe(content);
  }

  toEnd() {
    this.view.scrollTop = this.view.scrollHeight;
    this.#follow(true);
  }

  #look() {
    const { scrollTop, scrollHeight, clientHeight } = this.view;
    const grew = scrollHeight !== this.#height; // the view moved because a line came, not because somebody read back
    this.#height = scrollHeight;
    const near = scrollHeight - scrollTop - clientHeight < NEAR_PX;
    if (near || !grew) this.#follow(near);
  }

  #follow(/** @type {boolean} */ following) {
    if (following === this.following) return;
    this.following = following;
    this.dispatchEvent(new Event("change"));
  }
}
