import { element, write } from '#site/customer/dom.ts';
import type { Attachment } from '#site/customer/files-script.ts';
import { viewerText } from '#site/customer/messages.ts';
import type { links } from './links.ts';

/**
 * Shows one of several images large, in a dialog next to `place`. The arrow keys show the others, Escape or a click beside the image closes it, and the focus
 * returns to where it was.
 */
export function openViewer(
  place: HTMLElement,
  images: readonly Attachment[],
  first: number,
  link: ReturnType<typeof links>,
): void {
  let current = first;
  const name = element('strong', { id: 'viewed', dir: 'auto', translate: 'no' });
  const position = element('span');
  const original = element('a', { target: '_blank', rel: 'noopener noreferrer' }, viewerText.open);
  const image = element('img', { part: 'viewer-image' });
  const state = element('p', { role: 'status' });
  const previous = button(viewerText.previous, () => step(-1));
  const next = button(viewerText.next, () => step(1));
  const close = button(viewerText.close, () => dialog.close());
  const dialog = element(
    'dialog',
    { class: 'viewer', part: 'viewer', 'aria-labelledby': name.id },
    element('header', {}, element('p', {}, name, ' ', position), original, close),
    element('div', { class: 'stage' }, image, state),
    element('footer', {}, previous, next),
  );
  previous.hidden = next.hidden = images.length === 1;

  async function show() {
    const file = images[current];
    if (!file) return;
    write(name, file.name);
    write(position, images.length > 1 ? viewerText.position(current + 1, images.length) : '');
    image.hidden = original.hidden = true;
    image.alt = file.name;
    image.removeAttribute('src');
    write(state, viewerText.loading);
    const url = await link(file);
    if (images[current] !== file) return;
    if (url === undefined) write(state, viewerText.notLoaded);
    else original.href = image.src = url;
    original.hidden = url === undefined;
  }

  function step(by: number) {
    current = (current + by + images.length) % images.length;
    void show();
  }

  image.addEventListener('load', () => {
    image.hidden = false;
    write(state, '');
  });
  image.addEventListener('error', () => write(state, viewerText.notShown));
  dialog.addEventListener('click', ({ target }) => {
    if (target instanceof Element && target.matches('dialog, .stage')) dialog.close();
  });
  dialog.addEventListener('keydown', (event) => {
    // The page has keys of its own, such as Escape for the window that the element is in.
    event.stopPropagation();
    const isRightToLeft = getComputedStyle(dialog).direction === 'rtl';
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (by !== 0) step(isRightToLeft ? -by : by);
  });
  dialog.addEventListener('close', () => dialog.remove());
  place.after(dialog);
  dialog.showModal();
  close.focus();
  void show();
}

function button(label: string, act: () => void): HTMLButtonElement {
  const made = element('button', { type: 'button' }, label);
  made.addEventListener('click', act);
  return made;
}
