import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { FormattedMail } from '#dashboard/wire/original-mail-api.ts';
import type { FrameNote, ShownMail } from '#site/mail-frame/notes.ts';
import * as words from './messages.ts';

/** The least and the most room that a mail gets, in CSS pixels; the rest of a longer one scrolls within. */
const HEIGHT = { min: 80, max: 4000 } as const;

interface ViewProps {
  readonly mail: FormattedMail;
  /** Returns to the mail's text. */
  readonly leave: () => void;
}

/** A mail's HTML in a frame that has an origin and a policy of its own. It loads remote images in a new frame: the old one's policy can't be loosened. */
export function FormattedView({ mail: { html, images }, leave }: ViewProps) {
  const frame = useRef<HTMLIFrameElement>(null);
  const [remote, setRemote] = useState(false);
  const [hidesImages, setHidesImages] = useState(false);
  const [height, setHeight] = useState<number>(HEIGHT.min);
  // Before the frame can say anything.
  useLayoutEffect(() => {
    const listen = ({ source, data }: MessageEvent<FrameNote>) => {
      const around = frame.current?.contentWindow;
      if (!around || source !== around) return;
      const mail: ShownMail = { html, images, remote };
      // The frame's origin is none that could be named.
      if (data.kind === 'ready') around.postMessage(mail, '*');
      if (data.kind === 'escape') leave();
      if (data.kind !== 'shown') return;
      setHidesImages(data.hidesImages);
      setHeight(Math.min(Math.max(Number(data.height) || 0, HEIGHT.min), HEIGHT.max));
    };
    addEventListener('message', listen);
    return () => removeEventListener('message', listen);
  }, [html, images, remote, leave]);
  useLayoutEffect(() => {
    const around = frame.current?.parentElement;
    const leaveByKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      leave();
    };
    around?.addEventListener('keydown', leaveByKey);
    return () => around?.removeEventListener('keydown', leaveByKey);
  }, [leave]);
  // The button that had it is gone.
  useLayoutEffect(() => {
    if (remote) frame.current?.focus();
  }, [remote]);
  return (
    <>
      {hidesImages && (
        <p class="remark">
          {words.imagesHidden}{' '}
          <button class="small" type="button" onClick={() => setRemote(true)}>
            {words.showImages}
          </button>
        </p>
      )}
      <iframe
        key={String(remote)}
        ref={frame}
        title={words.formattedMail}
        sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox"
        referrerpolicy="no-referrer"
        src="mail-frame.html"
        style={{ height: `${height}px` }}
      />
    </>
  );
}
