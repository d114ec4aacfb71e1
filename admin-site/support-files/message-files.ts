import { isImageType } from '#core/files/image-type.ts';
import { element } from '#site/customer/dom.ts';
import type { Attachment } from '#site/customer/files-script.ts';
import { fileText } from '#site/customer/messages.ts';
import { fileSize } from '#site/files/file-size.ts';
import { type LinkTo, links } from './links.ts';
import { openViewer } from './viewer.ts';

type Link = ReturnType<typeof links>;

/** Shows the files of a message in a list: images small, and large in a viewer; everything else is a download. */
export function showFiles(list: HTMLElement, files: readonly Attachment[], linkTo: LinkTo): void {
  const link = links(linkTo);
  const images = files.filter(({ type }) => isImageType(type));
  const seen = new IntersectionObserver(
    (changes) => {
      for (const { isIntersecting, target } of changes) {
        if (!isIntersecting) continue;
        seen.unobserve(target);
        target.dispatchEvent(new Event('seen'));
      }
    },
    { rootMargin: '200px' },
  );
  list.replaceChildren(
    ...files.map((file) => {
      const place = images.indexOf(file);
      const item =
        place < 0 ? download(file, link) : thumbnail(file, link, () => openViewer(list, images, place, link));
      seen.observe(item);
      return element('li', {}, item);
    }),
  );
}

/** A picture that is loaded when it comes near the window, in a space of its own, and opens the viewer. */
function thumbnail(file: Attachment, link: Link, open: () => void): HTMLElement {
  const image = element('img', { class: 'thumbnail', part: 'thumbnail', alt: '' });
  image.hidden = true;
  image.addEventListener('load', () => {
    image.hidden = false;
  });
  const button = fileButton(file, element('span', { class: 'frame' }, image));
  button.classList.add('image');
  button.setAttribute('aria-haspopup', 'dialog');
  button.addEventListener('seen', async () => {
    const url = await link(file);
    if (url !== undefined) image.src = url;
  });
  button.addEventListener('click', open);
  return button;
}

function download(file: Attachment, link: Link): HTMLElement {
  const button = fileButton(file, element('span', { class: 'arrow', 'aria-hidden': 'true' }));
  button.setAttribute('aria-label', fileText.download(file.name, sizeOf(file)));
  const mistake = element('p', { class: 'mistake', part: 'error', role: 'alert' });
  button.addEventListener('click', async () => {
    mistake.textContent = '';
    const url = await link(file);
    // A link like this, rather than a change of address, is never blocked as a window.
    if (url !== undefined) element('a', { href: url, download: file.name, rel: 'noopener noreferrer' }).click();
    else mistake.textContent = fileText.notLoaded;
  });
  return element('div', {}, button, mistake);
}

const fileButton = (file: Attachment, picture: HTMLElement): HTMLButtonElement =>
  element(
    'button',
    { type: 'button', class: 'file', part: 'file' },
    picture,
    element('span', { class: 'file-name', part: 'file-name', dir: 'auto', translate: 'no' }, file.name),
    element('span', { class: 'file-size', part: 'file-size' }, sizeOf(file)),
  );

const sizeOf = ({ size }: Attachment) => fileSize(size, 'en');
