import { createModel, effect, signal } from '@preact/signals';
import { byName, type CannedReply } from '#core/canned/canned-reply.ts';
import type { DeskApi } from '#dashboard/wire/api.ts';
import type { CannedReplyApi, CannedReplyDraft } from '#dashboard/wire/canned-reply-api.ts';
import { ProblemError } from '#dashboard/wire/errors.ts';
import type { Session } from './session.ts';

interface World {
  readonly session: Pick<Session, 'api' | 'failed'>;
  readonly cannedOf: (api: DeskApi) => CannedReplyApi;
}

export type CannedReplies = InstanceType<typeof CannedReplies>;

/** The desk's canned replies as this page knows them, from the first time they are needed until the agent signs out. Never throws. */
export const CannedReplies = createModel(({ session: { api, failed }, cannedOf }: World) => {
  /** By name; undefined until they are read. */
  const replies = signal<readonly CannedReply[] | undefined>(undefined);
  /** Why they could not be read. */
  const unread = signal<string | undefined>(undefined);
  /** The draft; kept when the editor is closed over it. */
  const draft = signal<CannedReplyDraft | undefined>(undefined);
  let edits = 0;

  effect(() => {
    if (api.value) return;
    replies.value = undefined;
    unread.value = undefined;
    draft.value = undefined;
  });

  const keep = (others: readonly CannedReply[], ...added: readonly CannedReply[]) => {
    replies.value = [...others, ...added].sort(byName);
  };
  const without = (id: string) => (replies.value ?? []).filter((reply) => reply.id !== id);

  /** Returns why it did not work, if it did not. */
  async function attempt(work: (canned: CannedReplyApi) => Promise<void>): Promise<string | undefined> {
    const session = api.value;
    if (!session) return undefined;
    try {
      await work(cannedOf(session));
      return undefined;
    } catch (error) {
      if (session !== api.value) return undefined;
      if (error instanceof ProblemError && error.status === 401) failed(error);
      return error instanceof Error ? error.message : String(error);
    }
  }

  /** Reads them (again); what is known stays in sight meanwhile. */
  async function load(): Promise<void> {
    const session = api.value;
    const before = edits;
    unread.value = await attempt(async (canned) => {
      const answered = await canned.all();
      if (session !== api.value) return;
      // An answer from before an edit of our own would take it back.
      if (before === edits) keep(answered);
      else await load();
    });
  }

  /** Adds a reply, or replaces the one with its id; it is a draft no more, unless more was written meanwhile. Returns why not, if it was not saved. */
  const save = (edited: CannedReplyDraft): Promise<string | undefined> =>
    attempt(async (canned) => {
      const saved = await canned.save(edited);
      edits += 1;
      keep(without(saved.id), saved);
      if (draft.value === edited) draft.value = undefined;
    });

  /** Removes a reply, from sight at once. Returns why not, if it is there still. */
  async function remove(reply: CannedReply): Promise<string | undefined> {
    edits += 1;
    keep(without(reply.id));
    const reason = await attempt(({ remove }) => remove(reply.id));
    edits += 1;
    if (reason !== undefined) keep(without(reply.id), reply);
    return reason;
  }

  return { replies, unread, draft, load, save, remove };
});
