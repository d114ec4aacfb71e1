import { apiClient } from '#test/api/client.ts';
import { json } from '#test/api/desk-under-test.ts';
import { uploading } from '#test/api/uploaded-files.ts';
import type { Desk } from '#test/local/desk.ts';

/** A file as an agent chooses it. */
interface ChosenFile {
  readonly name: string;
  readonly type?: string;
  readonly content: Uint8Array<ArrayBuffer>;
}

/** Replies to a ticket with files, as the dashboard does. Returns the reply's entry. */
export async function replyWithFiles(
  { url, adminKey }: Pick<Desk, 'url' | 'adminKey'>,
  ticketId: string,
  files: readonly ChosenFile[],
) {
  const asAgent = (method: string, path: string, init: RequestInit = {}) =>
    apiClient(url)(method, path, { ...init, headers: { ...init.headers, 'x-admin-key': adminKey } });
  const upload = uploading(asAgent, '/api/admin/uploads');
  const attachments: string[] = [];
  for (const { name, type, content } of files) attachments.push(await upload(content, name, type));
  const reply = json({ kind: 'reply', body: 'Here it is.', attachments });
  return (await asAgent('POST', `/api/admin/support-tickets/${ticketId}/replies`, reply)).json.thread[0];
}
