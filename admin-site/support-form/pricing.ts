/** Where a customer without credits is sent, with the desk's `message` for the website to show; undefined unless http or https. */
export function pricingTarget(pricingUrl: string, message: string): string | undefined {
  if (!/^https?:\/\/[^/]/i.test(pricingUrl)) return undefined;
  const url = new URL(pricingUrl);
  url.searchParams.set('message', message);
  return url.href;
}

/** Returns whether a script may leave the window that the customer sees: that of this page or, if it is in a frame, of a page of the same origin. */
export function mayLeave(): boolean {
  try {
    return top?.origin === origin;
  } catch {
    return false;
  }
}

/** Goes to the prices in the window that the customer sees. Returns false if a sandbox forbids it. */
export function leaveFor(target: string): boolean {
  try {
    (top ?? window).location.href = target;
    return true;
  } catch {
    return false;
  }
}

/** Goes to the prices in another window. Returns false if a sandbox forbids it, for which Firefox throws. */
export function openBeside(target: string): boolean {
  try {
    return open(target) !== null;
  } catch {
    return false;
  }
}

/** A customer who returned by the Back button is not sent away again. */
export function cameBack(): boolean {
  return performance.getEntriesByType('navigation').some((entry) => 'type' in entry && entry.type === 'back_forward');
}
