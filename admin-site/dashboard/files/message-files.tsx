import type { ComponentType } from 'preact';
import { useState } from 'preact/hooks';
import type { Attachment } from '#core/files/attachment.ts';
import { isImageType } from '#core/files/image-type.ts';
import type { Desk } from '#dashboard/desk/desk.ts';
import { visible } from '#dashboard/model/text.ts';
import { useDesk } from '#dashboard/parts/desk-context.ts';
import { downloadFile } from './download-file.ts';
import { FileIcon } from './icons.tsx';
import type { ImageViewerProps } from './image-viewer.tsx';
import * as words from './messages.ts';
import { Thumbnail } from './thumbnail.tsx';

interface MessageFilesProps {
  readonly ticketId?: string;
  readonly files: readonly Attachment[];
}

interface Viewing {
  readonly ImageViewer: ComponentType<ImageViewerProps>;
  readonly file: Attachment;
}

/** The files of a message: images to look at, and everything to download. */
export function MessageFiles({ ticketId, files }: MessageFilesProps) {
  const desk = useDesk();
  const [viewing, setViewing] = useState<Viewing>();
  const view = async (file: Attachment) => {
    try {
      const { ImageViewer } = await import('./image-viewer.tsx');
      setViewing({ ImageViewer, file });
    } catch {
      desk.toasts.show({ title: words.toastNotViewed, subject: file.name, reason: words.notLoaded });
    }
  };
  return (
    <>
      <ul class="files" aria-label={words.files}>
        {files.map((file) => (
          <li key={file.id} class={isImageType(file.type) ? 'image' : undefined}>
            {ticketId === undefined ? (
              <FileLabel file={file} />
            ) : isImageType(file.type) ? (
              <Thumbnail ticketId={ticketId} file={file} onView={() => void view(file)} />
            ) : (
              <DownloadButton ticketId={ticketId} file={file} />
            )}
            <span class="only-printed">
              {visible(file.name)} ({words.sizeOf(file.size)})
            </span>
          </li>
        ))}
      </ul>
      {viewing && ticketId !== undefined && (
        <viewing.ImageViewer
          ticketId={ticketId}
          images={imagesOf(desk, ticketId)}
          first={viewing.file}
          onClose={() => setViewing(undefined)}
        />
      )}
    </>
  );
}

/** Returns the images of a ticket's conversation, as far as it was loaded, oldest first. */
function imagesOf(desk: Desk, ticketId: string): readonly Attachment[] {
  const first = desk.tickets.ticket(ticketId)?.attachments ?? [];
  const entries = desk.conversation.threads.value.get(ticketId)?.entries ?? [];
  return [...first, ...entries.flatMap(({ message }) => message?.attachments ?? [])].filter(({ type }) =>
    isImageType(type),
  );
}

const FileLabel = ({ file: { name, size } }: { readonly file: Attachment }) => (
  <span class="file-label">
    <FileIcon /> <bdi class="file-name">{visible(name)}</bdi> <span class="file-state">{words.sizeOf(size)}</span>
  </span>
);

function DownloadButton({ ticketId, file }: { readonly ticketId: string; readonly file: Attachment }) {
  const desk = useDesk();
  const [isLoading, setLoading] = useState(false);
  const name = visible(file.name);
  const download = async () => {
    if (isLoading) return;
    setLoading(true);
    await downloadFile(desk, ticketId, file);
    setLoading(false);
  };
  return (
    <button
      class="small file"
      type="button"
      title={words.downloadFile(name)}
      aria-disabled={isLoading}
      onClick={() => void download()}
    >
      <FileIcon />
      <span class="visually-hidden">{words.download}</span> <bdi class="file-name">{name}</bdi>{' '}
      <span class="file-state">{isLoading ? words.downloading : words.sizeOf(file.size)}</span>
    </button>
  );
}
