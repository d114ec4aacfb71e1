import { useEffect, useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { cannedRepliesOf } from '#dashboard/canned/canned-replies-of.ts';
import * as texts from '#dashboard/model/messages.ts';
import { actionOf } from '#dashboard/model/shortcuts.ts';
import { actions, keyName } from '#dashboard/page/actions.ts';
import { onMac } from '#dashboard/page/control-key.ts';
import { pressOf } from '#dashboard/page/keyboard.ts';
import { useDesk } from '#dashboard/parts/desk-context.ts';
import { usePickerKeys } from '#dashboard/parts/picker-keys.ts';
import { useActiveOption } from '#dashboard/parts/use-active-option.ts';
import { type FoundTickets, useFoundTickets } from '#dashboard/parts/use-found-tickets.ts';
import { savedViewsOf } from '#dashboard/saved-views/saved-views-of.ts';
import { keepCommand, recentCommands } from '#dashboard/storage/recent-commands.ts';
import { actionEntries, cannedEntries, ticketEntries, viewEntries } from './entries.ts';
import { findEntries, type PaletteEntry } from './entry.ts';
import * as words from './messages.ts';
import './styles.ts';

/**
 * Everything that can be done or opened, found by a few letters: a combobox (https://www.w3.org/WAI/ARIA/apg/patterns/combobox/). What the desk finds
 * comes after what this page knows, so that no entry moves under the agent's choice.
 */
export function Palette() {
  const desk = useDesk();
  const canned = cannedRepliesOf(desk);
  const input = useRef<HTMLInputElement>(null);
  const current = useRef<HTMLDivElement>(null);
  const listId = useId();
  const [query, setQuery] = useState('');
  const [recent] = useState(recentCommands);
  const found = useFoundTickets(query);
  useEffect(() => void canned.load(), [canned]);
  useLayoutEffect(() => input.current?.focus(), []);

  const isAsking = query.trim() !== '';
  const local = findEntries(
    [
      ...actionEntries(desk),
      ...viewEntries(desk, savedViewsOf(desk).views.value ?? []),
      ...(isAsking ? cannedEntries(desk, canned.replies.value ?? []) : []),
      ...(isAsking ? ticketEntries(desk.tickets.displayed.value.values()) : []),
    ],
    query,
    recent,
  );
  const more = ticketEntries(found.tickets).filter(({ id }) => !local.some((one) => one.id === id));
  const entries = isAsking ? [...local, ...more] : local;
  const { active: chosen, goTo, move } = useActiveOption(entries);
  const optionId = ({ id }: PaletteEntry) => `${listId}-${id.replaceAll(' ', '-')}`;
  useLayoutEffect(() => current.current?.scrollIntoView({ block: 'nearest' }), [chosen?.id]);

  const close = () => {
    // The focus returns first: what is done next may move it.
    input.current?.closest('dialog')?.close();
    desk.dialogs.palette.value = false;
  };
  const pick = (entry: PaletteEntry) => {
    // Nobody wants to sign out again by Enter alone.
    if (entry.key !== keyName('signOut')) keepCommand(entry.id);
    close();
    // Once the dialog is gone.
    queueMicrotask(() => entry.run(desk));
  };
  usePickerKeys(input, {
    listId,
    activeId: chosen && optionId(chosen),
    move,
    pick: () => chosen && pick(chosen),
    close,
  });

  return (
    <div class="palette">
      <h2>{texts.shortcutLabels.palette}</h2>
      <input
        ref={input}
        autofocus
        role="combobox"
        aria-expanded={entries.length > 0}
        aria-label={texts.shortcutLabels.palette}
        placeholder={words.placeholder}
        autocomplete="off"
        spellcheck={false}
        value={query}
        onKeyDown={(event) => {
          if (actionOf({ ...pressOf(event), typing: false }, actions, onMac) !== 'palette') return;
          event.preventDefault();
          close();
        }}
        onInput={({ currentTarget }) => {
          goTo(0);
          setQuery(currentTarget.value);
        }}
      />
      <div class="options" id={listId} role="listbox" aria-label={texts.shortcutLabels.palette}>
        {entries.map((entry) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys
          <div
            key={entry.id}
            id={optionId(entry)}
            ref={entry === chosen ? current : null}
            role="option"
            tabIndex={-1}
            aria-selected={entry === chosen}
            onClick={() => pick(entry)}
          >
            <bdi>{entry.text}</bdi>
            <span class="hint">{words.kinds[entry.kind]}</span>
            {entry.key !== undefined && <kbd>{entry.key}</kbd>}
          </div>
        ))}
      </div>
      <p class="hint" role="status">
        {said(entries.length, found.state) ?? <span class="for-keys">{words.keys}</span>}
      </p>
    </div>
  );
}

function said(count: number, state: FoundTickets['state']): string | undefined {
  if (state === 'searching') return words.searching;
  if (state === 'failed') return words.notSearched;
  return count === 0 ? words.noMatch : undefined;
}
