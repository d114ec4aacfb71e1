import type { AnnouncedFile, UploadForm } from '#site/files/upload.ts';
import type { Connection } from './connection.ts';

/** Files of tickets. Every call rejects with `ProblemError` or `Unreachable`, and with nothing else. */
export interface FileApi {
  /** Returns a form that uploads a file. */
  announce(file: AnnouncedFile): Promise<UploadForm>;
  /** Returns an address that serves a file for five minutes. */
  link(ticketId: string, fileId: string): Promise<string>;
}

/** Files, over a connection with an agent's key. */
export const fileApi = ({ get, change }: Pick<Connection, 'get' | 'change'>): FileApi => ({
  announce: (file) =>
    change(
      '/api/admin/uploads',
      { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(file) },
      ({ body }) => body as UploadForm,
    ),
  link: (ticketId, fileId) =>
    get(
      `/api/admin/support-tickets/${encodeURIComponent(ticketId)}/files/${encodeURIComponent(fileId)}`,
      ({ body }) => (body as { readonly url: string }).url,
    ),
});
