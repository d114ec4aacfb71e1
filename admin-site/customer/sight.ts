/** Interval, in milliseconds, of checks for changes that don't affect the element's size: an ancestor's `visibility` or `opacity`. */
const LOOK_MS = 1000;

/** Observes, until the signal, if a customer can see an element. Calls `look` when that may have changed, with true if the tab was hidden or shown. */
export class Sight {
  readonly #element: Element;
  #isScrolledTo = false;

  constructor(element: Element, look: (wasLeft: boolean) => void, signal: AbortSignal) {
    this.#element = element;
    const sizes = new ResizeObserver(() => look(false));
    sizes.observe(element);
    const places = new IntersectionObserver((changes) => {
      this.#isScrolledTo = changes.at(-1)?.isIntersecting === true;
    });
    places.observe(element);
    document.addEventListener('visibilitychange', () => look(true), { signal });
    const timer = setInterval(() => look(false), LOOK_MS);
    signal.addEventListener('abort', () => {
      sizes.disconnect();
      places.disconnect();
      clearInterval(timer);
    });
  }

  /** True if the website shows the element, anywhere on the page, and the tab is visible. */
  get isShown(): boolean {
    return (
      document.visibilityState === 'visible' &&
      this.#element.checkVisibility({ opacityProperty: true, visibilityProperty: true })
    );
  }

  /** True if the element is shown and scrolled into view. */
  get isInView(): boolean {
    return this.#isScrolledTo && this.isShown;
  }
}
