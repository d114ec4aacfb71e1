import { pageText } from '#site/customer/messages.ts';

/** Returns the support page with a link back to the deployer's website (an absolute URL) at the top. */
export function withWebsiteLink(page: string, website: string): string {
  const { href, host } = new URL(website);
  const link = `<nav><a href="${href.replaceAll('&', '&amp;')}">${pageText.backTo(host)}</a></nav>`;
  return page.replace(/^( *)<header>/m, (header, indent) => `${indent}${link}\n${header}`);
}
