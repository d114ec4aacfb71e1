import type { FrameNote, ShownMail } from './notes.ts';
import { safeHtml } from './safe-html.ts';

// Shows the HTML of one mail that the page around sends: its policy can be tightened for that mail, but not loosened for the next.

const tell = (note: FrameNote) => parent.postMessage(note, '*');

/** Attributes of a mail's `html` and `body` that its looks depend on. */
const KEPT = ['lang', 'dir', 'style', 'class', 'bgcolor', 'text', 'link', 'background'];

/** Allows no further scripts, and images from nowhere but where those are that came with the mail, unless remote ones are wanted, whatever else is in it. */
function tightenPolicy({ images, remote }: ShownMail): void {
  const origins = new Set(images.map(({ url }) => new URL(url).origin));
  const policy = document.createElement('meta');
  policy.httpEquiv = 'Content-Security-Policy';
  policy.content = `script-src 'none'${remote ? '' : `; img-src ${['data:', ...origins].join(' ')}`}`;
  document.head.append(policy);
}

function show(mail: ShownMail): void {
  tightenPolicy(mail);
  const { root, hidesImages } = safeHtml(mail);
  const body = root.querySelector('body');
  copyAttributes(root, document.documentElement);
  if (body) copyAttributes(body, document.body);
  document.body.append(...root.querySelectorAll('head style'), ...(body?.childNodes ?? []));
  followHeight((height) => tell({ kind: 'shown', height, hidesImages }));
}

/** Reports the room that the mail takes, now and whenever that changes. */
function followHeight(report: (height: number) => void): void {
  let [width, height] = [0, 0];
  const measure = () => {
    // With a scroll bar below what is too wide.
    return document.body.scrollHeight + innerHeight - document.documentElement.clientHeight;
  };
  const follow = () => {
    [width, height] = [innerWidth, measure()];
    report(height);
  };
  // What is as high as the frame must not make it higher and higher.
  addEventListener('resize', () => {
    if (innerWidth !== width || measure() < height) follow();
  });
  for (const event of ['load', 'error', 'toggle']) document.addEventListener(event, follow, true);
  follow();
}

function copyAttributes(from: Element, to: Element): void {
  for (const name of KEPT) {
    const value = from.getAttribute(name);
    if (value !== null) to.setAttribute(name, value);
  }
}

function listen({ source, data }: MessageEvent<ShownMail>): void {
  if (source !== parent) return;
  removeEventListener('message', listen);
  show(data);
}

if (parent !== self) {
  addEventListener('message', listen);
  document.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') tell({ kind: 'escape' });
  });
  tell({ kind: 'ready' });
}
