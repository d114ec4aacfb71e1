import { useEffect, useId, useLayoutEffect } from 'preact/hooks';
import type { CannedReply } from '#core/canned/canned-reply.ts';
import * as texts from '#dashboard/model/messages.ts';
import { preview, visible } from '#dashboard/model/text.ts';
import type { CannedReplyPickerProps } from '#dashboard/parts/canned-parts.ts';
import { useDesk } from '#dashboard/parts/desk-context.ts';
import { usePickerKeys } from '#dashboard/parts/picker-keys.ts';
import { useActiveOption } from '#dashboard/parts/use-active-option.ts';
import { cannedRepliesOf } from './canned-replies-of.ts';
import { findCannedReplies } from './find-canned-replies.ts';
import { forTicket } from './insert-canned-reply.ts';
import * as words from './messages.ts';

/** The number of replies shown at once; the arrows lead to the others. A list that scrolls would have to be a stop of the Tab key. */
const SHOWN = 6;

/**
 * The canned replies to choose from while `#…` is being typed in a text field: a listbox, of which the field's arrow keys make an option
 * active, Enter and Tab insert it, and Escape closes it (the combobox pattern of https://www.w3.org/WAI/ARIA/apg/patterns/combobox/; a
 * textarea may not have the role itself). To be there only while it is open, inside an element with the class `canned-host`, which also holds
 * the field and which it opens above:
 *
 *     const hash = typedHash(text, caret);   // typed-hash.ts; undefined: nothing to pick
 *     hash && !dismissed && (
 *       <CannedReplyPicker field={ref} query={hash.query} ticket={ticket}
 *         onPick={(text) => replace(hash.from, caret, text)} onClose={dismiss} />
 *     )
 */
export function CannedReplyPicker({ field, query, ticket, onPick, onClose }: CannedReplyPickerProps) {
  const desk = useDesk();
  const canned = cannedRepliesOf(desk);
  const listId = useId();
  useEffect(() => void canned.load(), [canned]);

  const known = canned.replies.value;
  const found = findCannedReplies(known ?? [], query);
  const { active: chosen, place: index, goTo, move } = useActiveOption(found);
  useLayoutEffect(() => goTo(0), [query]);
  const first = Math.max(0, index - SHOWN + 1);
  const optionId = ({ id }: CannedReply) => `${listId}-${id}`;
  const activeId = chosen && optionId(chosen);
  const pick = (reply: CannedReply) => {
    const { text, staged } = forTicket(desk, reply, ticket);
    onPick(text, staged);
  };
  usePickerKeys(field, {
    listId,
    activeId,
    move,
    pick: () => chosen && pick(chosen),
    close: onClose,
  });
  const manage = () => {
    onClose();
    desk.dialogs.canned.value = true;
  };
  // The field keeps the focus.
  const holdFocus = (event: MouseEvent) => event.preventDefault();

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only keeps the focus where it is
    <div class="canned-picker" onMouseDown={holdFocus}>
      <div class="options" id={listId} role="listbox" aria-label={texts.cannedTitle} hidden={found.length === 0}>
        {found.slice(first, first + SHOWN).map((reply, place) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys
          <div
            key={reply.id}
            id={optionId(reply)}
            role="option"
            tabIndex={-1}
            aria-selected={reply === chosen}
            aria-posinset={first + place + 1}
            aria-setsize={found.length}
            onClick={() => pick(reply)}
          >
            <strong dir="auto">{visible(reply.name)}</strong>
            <span class="hint" dir="auto">
              {preview(forTicket(desk, reply, ticket).text)}
            </span>
          </div>
        ))}
      </div>
      <p class="hint" role="status">
        {said(known, found, query, canned.unread.value)}
      </p>
      {known?.length === 0 && (
        <button class="small" type="button" onClick={manage}>
          {words.add}
        </button>
      )}
    </div>
  );
}

function said(
  known: readonly CannedReply[] | undefined,
  found: readonly CannedReply[],
  query: string,
  unread: string | undefined,
): string {
  if (!known) return unread === undefined ? texts.loading : words.notLoaded(unread);
  if (known.length === 0) return words.pickerNone;
  return found.length === 0 ? words.pickerNoMatches(visible(query)) : words.pickerKeys(found.length, known.length);
}
