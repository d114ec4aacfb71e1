import DOMPurify, { type Config } from 'dompurify';
import type { ShownMail } from './notes.ts';
import { cleanStyles } from './safe-styles.ts';

/** Elements of HTML that a mail has no use for: a form could ask for a password, and media load something. */
const FORBIDDEN = [
  ...['form', 'input', 'button', 'textarea', 'select', 'option', 'optgroup', 'datalist', 'output', 'fieldset'],
  ...[
    'audio',
    'video',
    'source',
    'track',
    'picture',
    'map',
    'area',
    'dialog',
    'meter',
    'progress',
    'marquee',
    'template',
    'slot',
  ],
];

const config = {
  USE_PROFILES: { html: true },
  FORBID_TAGS: FORBIDDEN,
  FORBID_ATTR: ['srcset', 'sizes', 'poster', 'autofocus', 'tabindex', 'accesskey', 'usemap'],
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  // For the values of most attributes, whatever they mean: these schemes, or none.
  ALLOWED_URI_REGEXP: /^(?:(?:https?|mailto|tel):|[^a-z]|[a-z+.-]+(?:[^a-z+.:-]|$))/i,
  // So that no element is mistaken for a member of the document.
  SANITIZE_NAMED_PROPS: true,
  WHOLE_DOCUMENT: true,
  RETURN_DOM: true,
} as const satisfies Config;

/** Attributes that load an image. */
const IMAGES: readonly string[] = ['src', 'background'];

/** The addresses that a link may lead to: complete ones, as there is nothing that others could be relative to. */
const LINK = /^\s*(?:https?:\/\/|mailto:|tel:)/i;

/** A mail's HTML made safe, as an `html` element of no page. */
interface SafeHtml {
  readonly root: HTMLElement;
  /** True if it has images from elsewhere, which were left out. */
  readonly hidesImages: boolean;
}

/**
 * Makes the HTML of a stranger's mail safe to show: it runs nothing, asks for nothing, and loads nothing but the images that came with it; with `remote`,
 * images from anywhere, over HTTPS.
 */
export function safeHtml({ html, images, remote }: ShownMail): SafeHtml {
  const known = new Map(images.map(({ contentId, url }) => [contentId, url]));
  let hidesImages = false;
  DOMPurify.addHook('uponSanitizeAttribute', (_, attribute) => {
    if (attribute.attrName === 'href' && !LINK.test(attribute.attrValue)) attribute.keepAttr = false;
    if (!IMAGES.includes(attribute.attrName)) return;
    const source = sourceOf(attribute.attrValue.trim(), known);
    const isHidden = source?.isRemote === true && !remote;
    if (isHidden) hidesImages = true;
    if (source && !isHidden) attribute.attrValue = source.url;
    else attribute.keepAttr = false;
  });
  DOMPurify.addHook('afterSanitizeAttributes', (element) => {
    if (!element.hasAttribute('href')) return;
    element.setAttribute('target', '_blank');
    element.setAttribute('rel', 'noopener noreferrer');
  });
  const root = DOMPurify.sanitize(html, config) as HTMLElement;
  DOMPurify.removeAllHooks();
  const areStylesHidden = cleanStyles(root, remote);
  return { root, hidesImages: hidesImages || areStylesHidden };
}

/** Returns the address of an image; undefined if it has none that a mail may name. */
function sourceOf(
  named: string,
  known: ReadonlyMap<string, string>,
): { readonly url: string; readonly isRemote: boolean } | undefined {
  if (/^cid:/i.test(named)) {
    const url = known.get(decoded(named.slice(4)));
    return url === undefined ? undefined : { url, isRemote: false };
  }
  if (/^data:image\//i.test(named)) return { url: named, isRemote: false };
  return HTTP.test(named) ? { url: named.replace(HTTP, 'https://'), isRemote: true } : undefined;
}

const HTTP = /^(?:https?:)?\/\//i;

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
