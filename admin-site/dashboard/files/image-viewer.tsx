import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Attachment } from '#core/files/attachment.ts';
import * as texts from '#dashboard/model/messages.ts';
import { visible } from '#dashboard/model/text.ts';
import { adoptStyles } from '#dashboard/page/adopt-styles.ts';
import { useDesk } from '#dashboard/parts/desk-context.ts';
import { BackIcon, CrossIcon } from '#dashboard/parts/icons.tsx';
import { downloadFile } from './download-file.ts';
import { forgetLink, linkTo } from './file-links.ts';
import { DownloadIcon, NextIcon } from './icons.tsx';
import css from './image-viewer.css';
import * as words from './messages.ts';

adoptStyles(css);

export interface ImageViewerProps {
  readonly ticketId: string;
  readonly images: readonly Attachment[];
  readonly first: Attachment;
  readonly onClose: () => void;
}

/** The images of a conversation over everything else, one at a time; Escape closes it, and the focus returns. */
export function ImageViewer({ ticketId, images, first, onClose }: ImageViewerProps) {
  const desk = useDesk();
  const dialog = useRef<HTMLDialogElement>(null);
  const [index, setIndex] = useState(
    Math.max(
      0,
      images.findIndex(({ id }) => id === first.id),
    ),
  );
  const [isZoomed, setZoomed] = useState(false);
  const image = images[index] ?? first;
  const count = images.length;
  useLayoutEffect(() => dialog.current?.showModal(), []);
  const move = (step: number) => setIndex((index + step + count) % count);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isZoomed) return;
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined || count < 2) return;
    event.preventDefault();
    move(step);
  };
  const name = visible(image.name);
  return (
    <dialog ref={dialog} class="viewer" aria-label={words.viewImage(name)} onClose={onClose} onKeyDown={onKeyDown}>
      <div class="viewer-head">
        <p>
          <bdi class="file-name">{name}</bdi>{' '}
          <span class="file-state">
            {words.sizeOf(image.size)}
            {count > 1 && ` · ${words.position(index + 1, count)}`}
          </span>
        </p>
        <button type="button" aria-pressed={isZoomed} onClick={() => setZoomed(!isZoomed)}>
          {words.zoom}
        </button>
        <button type="button" onClick={() => void downloadFile(desk, ticketId, image)}>
          <DownloadIcon /> <span>{words.download}</span>
        </button>
        <button class="quiet" type="button" aria-label={texts.dialogClose} onClick={() => dialog.current?.close()}>
          <CrossIcon />
        </button>
      </div>
      <Picture key={image.id} ticketId={ticketId} image={image} isZoomed={isZoomed} />
      {count > 1 && (
        <>
          <button class="viewer-step previous" type="button" aria-label={words.previousImage} onClick={() => move(-1)}>
            <BackIcon />
          </button>
          <button class="viewer-step next" type="button" aria-label={words.nextImage} onClick={() => move(1)}>
            <NextIcon />
          </button>
        </>
      )}
    </dialog>
  );
}

interface PictureProps {
  readonly ticketId: string;
  readonly image: Attachment;
  readonly isZoomed: boolean;
}

function Picture({ ticketId, image, isZoomed }: PictureProps) {
  const desk = useDesk();
  const [url, setUrl] = useState<string>();
  const [state, setState] = useState<'loading' | 'loaded' | 'failed'>('loading');
  const load = () => {
    setState('loading');
    linkTo(desk, ticketId, image.id).then(setUrl, () => setState('failed'));
  };
  const fail = () => {
    forgetLink(desk, ticketId, image.id);
    setUrl(undefined);
    setState('failed');
  };
  useEffect(load, []);
  return (
    <div class={`viewer-body ${isZoomed ? 'zoomed' : ''}`} tabIndex={isZoomed ? 0 : undefined}>
      {state !== 'loaded' && (
        <p role="status">
          {state === 'loading' ? words.loadingImage : words.imageFailed}{' '}
          {state === 'failed' && (
            <button type="button" onClick={load}>
              {texts.tryAgain}
            </button>
          )}
        </p>
      )}
      {url !== undefined && (
        <img src={url} alt={visible(image.name)} draggable={false} onLoad={() => setState('loaded')} onError={fail} />
      )}
    </div>
  );
}
