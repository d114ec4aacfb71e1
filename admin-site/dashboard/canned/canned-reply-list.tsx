import { useRef, useState } from 'preact/hooks';
import type { CannedReply } from '#core/canned/canned-reply.ts';
import * as texts from '#dashboard/model/messages.ts';
import { preview, visible } from '#dashboard/model/text.ts';
import { focusSoon } from '#dashboard/page/focus.ts';
import { useDesk } from '#dashboard/parts/desk-context.ts';
import { Sentence } from '#dashboard/parts/sentence.tsx';
import { useReplaced } from '#dashboard/parts/use-replaced.ts';
import type { CannedReplyDraft } from '#dashboard/wire/canned-reply-api.ts';
import { cannedRepliesOf } from './canned-replies-of.ts';
import * as words from './messages.ts';

const HEADING = 'canned-heading';

/** All canned replies, to be opened or deleted; what was deleted last can be brought back. */
export function CannedReplyList() {
  const canned = cannedRepliesOf(useDesk());
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
    setFailure(words.notDeleted(visible(reply.name), reason));
  }
  async function bringBack(reply: CannedReply): Promise<void> {
    focusSoon(HEADING);
    const reason = await canned.save(reply);
    setFailure(reason && words.notRestored(visible(reply.name), reason));
    if (reason === undefined) setDeleted(undefined);
  }

  return (
    <div class="canned">
      <h2 id={HEADING} tabIndex={-1}>
        {texts.cannedTitle}
      </h2>
      <p class="hint">
        <Sentence text={words.hint} parts={{ key: <kbd>#</kbd> }} />
      </p>
      {canned.unread.value !== undefined && (
        <p class="mistake" role="alert">
          {words.notLoaded(canned.unread.value)}{' '}
          <button class="small" type="button" onClick={() => void canned.load()}>
            {texts.tryAgain}
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
        canned.unread.value === undefined && <p class="hint">{texts.loading}</p>
      )}
      {replies?.length === 0 && <p>{words.none}</p>}
      <p class="canned-deleted" role="status">
        {deleted && (
          <>
            <span>
              {words.deleted} <bdi>{visible(deleted.name)}</bdi>
            </span>
            <button class="small" type="button" onClick={() => void bringBack(deleted)}>
              {texts.undo}
            </button>
          </>
        )}
      </p>
      <p class="mistake" role="alert">
        {failure}
      </p>
      <div class="canned-actions">
        <button class="primary" type="button" onClick={() => write({ id: crypto.randomUUID(), name: '', body: '' })}>
          {words.add}
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
      <button class="quiet canned-row" type="button" aria-label={words.edit(name)} onClick={() => open(reply)}>
        <strong dir="auto">{name}</strong>
        <span class="hint" dir="auto">
          {preview(reply.body)}
        </span>
      </button>
      <button class="quiet small" type="button" aria-label={words.deleteOne(name)} onClick={() => void remove(reply)}>
        {words.deleteReply}
      </button>
    </li>
  );
}
