import type { CannedReply } from '#core/canned/canned-reply.ts';
import type { CannedReplyJson } from '#http/canned/canned-reply-json.ts';
import { nextPage } from '#site/link-header.ts';
import type { Answer } from './cached-responses.ts';
import type { Change, Connection } from './connection.ts';

/** The part of a canned reply that an agent writes. */
export type CannedReplyDraft = Omit<CannedReply, 'updatedAt'>;

/** The desk's canned replies. Every call rejects with `ProblemError` or `Unreachable`, and with nothing else. */
export interface CannedReplyApi {
  all(): Promise<readonly CannedReply[]>;
  save(draft: CannedReplyDraft): Promise<CannedReply>;
  remove(id: string): Promise<void>;
}

const ADDRESS = '/api/admin/canned-replies';

/** The desk's canned replies, over a connection with an agent's key. */
export function cannedReplyApi({ get, change }: Connection): CannedReplyApi {
  const addressOf = (id: string) => `${ADDRESS}/${encodeURIComponent(id)}`;
  /** Page by page; mostly there is one. */
  async function all(): Promise<readonly CannedReply[]> {
    const found: CannedReply[] = [];
    for (let address: string | undefined = ADDRESS; address !== undefined; ) {
      const page: Page = await get(address, readPage);
      found.push(...page.replies);
      address = page.next;
    }
    return found;
  }
  return {
    all,
    save: (draft) => change(addressOf(draft.id), replacement(draft), readOne),
    remove: (id) => change(addressOf(id), { method: 'DELETE' }, () => {}),
  };
}

const replacement = ({ name, body, actions }: CannedReplyDraft): Change => ({
  method: 'PUT',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ name, body, actions: actions ?? null }),
});

interface Page {
  readonly replies: readonly CannedReply[];
  readonly next: string | undefined;
}

const readPage = ({ body, link }: Answer): Page => ({
  replies: (body as CannedReplyJson[]).map(toCannedReply),
  next: nextPage(link),
});

const readOne = ({ body }: Answer): CannedReply => toCannedReply(body as CannedReplyJson);

const toCannedReply = ({ id, name, body, actions, updated_at: updatedAt }: CannedReplyJson): CannedReply => ({
  id,
  name,
  body,
  ...(actions && { actions }),
  updatedAt,
});
