/** Where a customer without credits is sent, with the desk's `message` for the website to show; undefined unless http or https. */
export function pricingTarget(pricingUrl: string, message: string): string | undefined {
  if (!/^https?:\/\/[^/]/i.test(pricingUrl)) return undefined;
  const url = new URL(pricingUrl);
  url.searchParams.set('message', message);
  return url.href;
}

/** A customer who returned by the Back button is not sent away again. */
export function cameBack(): boolean {
  return performance.getEntriesByType('navigation').some((entry) => 'type' in entry && entry.type === 'back_forward');
}
