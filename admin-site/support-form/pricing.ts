/** Returns the pricing page's address with the desk's `message` for the website to show; undefined unless it is http or https. */
export function pricingTarget(pricingUrl: string, message: string): string | undefined {
  if (!/^https?:\/\/[^/]/i.test(pricingUrl)) return undefined;
  const url = new URL(pricingUrl);
  url.searchParams.set('message', message);
  return url.href;
}

/** Returns true if a script may navigate the customer's window: that of this page or, if it is in a frame, of a page of the same origin. */
export function mayLeave(): boolean {
  try {
    return top?.origin === origin;
  } catch {
    return false;
  }
}

/** Opens the pricing page in the customer's window. Returns false if a sandbox forbids it. */
export function leaveFor(target: string): boolean {
  try {
    (top ?? window).location.href = target;
    return true;
  } catch {
    return false;
  }
}

/** Opens the pricing page in another window. Returns false if a sandbox forbids it, for which Firefox throws. */
export function openBeside(target: string): boolean {
  try {
    return open(target) !== null;
  } catch {
    return false;
  }
}

/** Returns true if the customer came back with the Back button, and so must not be redirected again. */
export function cameBack(): boolean {
  return performance.getEntriesByType('navigation').some((entry) => 'type' in entry && entry.type === 'back_forward');
}
