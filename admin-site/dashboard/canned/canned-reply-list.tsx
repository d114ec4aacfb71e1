import { useRef, useState } from 'preact/hooks';
import type { CannedReply } from '#core/canned/canned-reply.ts';
import { preview, visible } from '#dashboard/model/text.ts';
import { focusSoon } from '#dashboard/page/focus.ts';
import { useDesk } from '#dashboard/parts/desk-context.ts';
import { useReplaced } from '#dashboard/parts/use-replaced.ts';
import type { CannedReplyDraft } from '#dashboard/wire/canned-reply-api.ts';

const HEADING = 'canned-heading';

/** All canned replies, to be opened or deleted; what was deleted last can be brought back. */
export function CannedReplyList() {
  const { canned } = useDesk();
  const [deleted, setDeleted] = useState<CannedReply>();
  const [failure, setFailure] = useState<string>();
  const replies = canned.replies.value;
  const list = useRef<HTMLUListElement>(null);
  useReplaced(list, `${replies?.map(({ id }) => id)}`);
  const write = (draft: CannedReplyDraft) => {
    canned.draft.value = draft;
  };

  async function remove(reply: CannedReply): Promise<void> {
    setDeleted(reply);
    setFailure(undefined);
    focusSoon(HEADING);
    const reason = await canned.remove(reply);
    if (reason === undefined) return;
    setDeleted(undefined);
    setFailure(`“${visible(reply.name)}” was not deleted: ${reason} Try again.`);
  }
  async function bringBack(reply: CannedReply): Promise<void> {
    focusSoon(HEADING);
    const reason = await canned.save(reply);
    setFailure(reason && `“${visible(reply.name)}” is not back: ${reason} Try again.`);
    if (reason === undefined) setDeleted(undefined);
  }

  return (
    <div class="canned">
      <h2 id={HEADING} tabIndex={-1}>
        Canned replies
      </h2>
      <p class="hint">
        Texts for what you answer often. Type <kbd>#</kbd> in a reply to insert one.
      </p>
      {canned.unread.value !== undefined && (
        <p class="mistake" role="alert">
          They could not be read: {canned.unread.value}{' '}
          <button class="small" type="button" onClick={() => void canned.load()}>
            Try again
          </button>
        </p>
      )}
      {replies ? (
        <ul class="canned-list" ref={list} aria-labelledby={HEADING}>
          {replies.map((reply) => (
            <CannedReplyRow key={reply.id} reply={reply} open={write} remove={remove} />
          ))}
        </ul>
      ) : (
        canned.unread.value === undefined && <p class="hint">Reading them…</p>
      )}
      {replies?.length === 0 && <p>There is none yet. Add the answer that you have typed most often.</p>}
      <p class="canned-deleted" role="status">
        {deleted && (
          <>
            <span>
              Deleted <bdi>{visible(deleted.name)}</bdi>
            </span>
            <button class="small" type="button" onClick={() => void bringBack(deleted)}>
              Undo
            </button>
          </>
        )}
      </p>
      <p class="mistake" role="alert">
        {failure}
      </p>
      <div class="canned-actions">
        <button class="primary" type="button" onClick={() => write({ id: crypto.randomUUID(), name: '', body: '' })}>
          Add a canned reply
        </button>
      </div>
    </div>
  );
}

interface RowProps {
  readonly reply: CannedReply;
  readonly open: (reply: CannedReply) => void;
  readonly remove: (reply: CannedReply) => Promise<void>;
}

function CannedReplyRow({ reply, open, remove }: RowProps) {
  const name = visible(reply.name);
  return (
    <li>
      <button class="quiet canned-row" type="button" aria-label={`Edit ${name}`} onClick={() => open(reply)}>
        <strong dir="auto">{name}</strong>
        <span class="hint" dir="auto">
          {preview(reply.body)}
        </span>
      </button>
      <button class="quiet small" type="button" aria-label={`Delete ${name}`} onClick={() => void remove(reply)}>
        Delete
      </button>
    </li>
  );
}
