import { useEffect, useRef, useState } from 'preact/hooks';
import type { Attachment } from '#core/files/attachment.ts';
import { visible } from '#dashboard/model/text.ts';
import { useDesk } from '#dashboard/parts/desk-context.ts';
import { linkTo } from './file-links.ts';
import { PictureIcon } from './icons.tsx';
import * as words from './messages.ts';

interface ThumbnailProps {
  readonly ticketId: string;
  readonly file: Attachment;
  readonly onView: () => void;
}

/** Larger images are loaded when they are looked at: there is no smaller picture of them. */
const SHOWN_BYTES = 5_000_000;

/** An image in small, of a size of its own, loaded when it comes into sight. Without it there is its name. */
export function Thumbnail({ ticketId, file, onView }: ThumbnailProps) {
  const desk = useDesk();
  const button = useRef<HTMLButtonElement>(null);
  const [url, setUrl] = useState<string>();
  const { id, size } = file;
  const name = visible(file.name);
  useEffect(() => {
    if (!button.current || size > SHOWN_BYTES) return;
    const sight = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      sight.disconnect();
      linkTo(desk, ticketId, id).then(setUrl, () => {});
    });
    sight.observe(button.current);
    return () => sight.disconnect();
  }, [ticketId, id]);
  return (
    <button
      ref={button}
      class="thumbnail"
      type="button"
      aria-label={words.viewImage(name)}
      title={name}
      onClick={onView}
    >
      <span class="picture">
        {url === undefined ? (
          <PictureIcon />
        ) : (
          <img src={url} alt="" decoding="async" draggable={false} onError={() => setUrl(undefined)} />
        )}
      </span>
      <bdi class="file-name">{name}</bdi>
      <span class="file-state">{words.sizeOf(size)}</span>
    </button>
  );
}
