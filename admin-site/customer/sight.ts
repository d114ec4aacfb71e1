/** How often to look whether what its size doesn't tell has changed, in milliseconds: an ancestor's `visibility` or `opacity`. */
const LOOK_MS = 1000;

/** Knows whether a customer can see an element. Calls `look` when that may have changed, with whether the tab was left meanwhile; until the signal. */
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

  /** Whether the website shows it, in a tab that is shown, wherever on the page. */
  get isShown(): boolean {
    return (
      document.visibilityState === 'visible' &&
      this.#element.checkVisibility({ opacityProperty: true, visibilityProperty: true })
    );
  }

  /** Whether it is before the customer's eyes. */
  get isInView(): boolean {
    return this.#isScrolledTo && this.isShown;
  }
}
