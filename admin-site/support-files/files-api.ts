import { type Body, text } from '#site/customer/answer.ts';
import { newKey } from '#site/customer/new-key.ts';
import { request, sent } from '#site/customer/request.ts';
import type { Announce, UploadForm } from '#site/files/upload.ts';

/** The requests for files to the desk at `base` (an origin). None throws: a lost connection is an `Answer`, too. */
export const filesApi = (base: string) => ({
  /** Announces a file that will be uploaded. */
  announce: (token: string, file: Parameters<Announce>[0]) =>
    request(`${base}/api/support/uploads`, token, sent(file, newKey()), readUploadForm),
  /** Asks for the address of a ticket's file, which works for five minutes. */
  link: (token: string, ticketId: string, fileId: string) =>
    request(`${base}/api/support/tickets/${ticketId}/files/${fileId}`, token, {}, readLink),
});

/** Reads `POST /api/support/uploads`. */
function readUploadForm(body: Body): UploadForm | undefined {
  return text(body.upload_id) && Object(body.fields) === body.fields ? (body as unknown as UploadForm) : undefined;
}

/** Reads `GET /api/support/tickets/{ticket_id}/files/{file_id}`. An address that isn't one of the web is none. */
function readLink({ url }: Body): string | undefined {
  return /^https?:/.test(text(url)) ? text(url) : undefined;
}
