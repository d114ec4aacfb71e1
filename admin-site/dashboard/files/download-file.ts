import type { Attachment } from '#core/files/attachment.ts';
import type { Desk } from '#dashboard/desk/desk.ts';
import { saveFile } from '#dashboard/page/save-file.ts';
import { ProblemError } from '#dashboard/wire/errors.ts';
import { forgetLink, linkTo } from './file-links.ts';
import * as words from './messages.ts';

/**
 * Has the browser save a file. The page fetches it itself: the file gets its name, also if it is an image, a failure is a toast instead of a page, and the
 * page isn't left, which would send what can still be undone.
 */
export async function downloadFile(desk: Desk, ticketId: string, file: Attachment): Promise<void> {
  const { id, name } = file;
  const api = desk.session.api.value;
  try {
    const url = await linkTo(desk, ticketId, id);
    // The browser may have an image from elsewhere, without what lets the page read it.
    const response = await fetch(url, { cache: 'no-store', credentials: 'omit' });
    if (!response.ok) throw new Error(`${response.status}`);
    const blob = await response.blob();
    if (desk.session.api.value === api) saveFile(blob, name);
  } catch (error) {
    forgetLink(desk, ticketId, id);
    if (!desk.session.api.value) return;
    const reason = error instanceof ProblemError && error.message !== '' ? error.message : words.noStorage;
    desk.toasts.show({ title: words.toastNotDownloaded, subject: name, reason });
  }
}
