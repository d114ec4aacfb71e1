import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { MAX_TAG } from '#core/ticket/tags.ts';
import type { ChosenField } from '#dashboard/desk/field-changes.ts';
import { CheckIcon } from '#dashboard/parts/icons.tsx';
import { usePickerKeys } from '#dashboard/parts/picker-keys.ts';
import { useActiveOption } from '#dashboard/parts/use-active-option.ts';
import * as words from './messages.ts';
import './styles.ts';

/** Something to choose. */
export interface Choice {
  readonly id: string;
  readonly text: string;
  /** True if the ticket has it. */
  readonly isChosen: boolean;
}

interface ChoicesProps {
  readonly field: ChosenField['field'];
  readonly query: string;
  readonly onQuery: (query: string) => void;
  readonly choices: readonly Choice[];
  readonly onPick: (id: string) => void;
  readonly onClose: () => void;
  /** Says what there is to choose when there is nothing, and how. */
  readonly said: string;
}

/**
 * A text field that narrows down a list, whose options its arrow keys walk and Enter picks: the combobox pattern of
 * https://www.w3.org/WAI/ARIA/apg/patterns/combobox/.
 */
export function Choices({ field, query, onQuery, choices, onPick, onClose, said }: ChoicesProps) {
  const input = useRef<HTMLInputElement>(null);
  const active = useRef<HTMLDivElement>(null);
  const listId = useId();
  const chosen = choices.findIndex(({ isChosen }) => isChosen);
  const { active: current, goTo, move } = useActiveOption(choices, Math.max(0, chosen));
  const optionId = ({ id }: Choice) => `${listId}-${id}`;
  usePickerKeys(input, {
    listId,
    activeId: current && optionId(current),
    move,
    pick: () => current && onPick(current.id),
    close: onClose,
  });
  // When the choices load after their dialog has opened.
  useLayoutEffect(() => input.current?.focus(), []);
  useLayoutEffect(() => active.current?.scrollIntoView({ block: 'nearest' }), [current?.id]);

  return (
    <div class="choices">
      <h2>{words.headings[field]}</h2>
      <input
        ref={input}
        // The dialog opens with it, so that what is typed at once goes there.
        autofocus
        role="combobox"
        aria-expanded={choices.length > 0}
        aria-label={words.headings[field]}
        placeholder={words.placeholders[field]}
        // What is longer than a tag may be would be refused, and lost.
        maxLength={field === 'tags' ? MAX_TAG : undefined}
        autocomplete="off"
        spellcheck={false}
        value={query}
        onInput={({ currentTarget }) => {
          goTo(0);
          onQuery(currentTarget.value);
        }}
      />
      <div
        class="options"
        id={listId}
        role="listbox"
        aria-label={words.headings[field]}
        aria-multiselectable={field === 'tags'}
      >
        {choices.map((choice) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys
          <div
            key={choice.id}
            id={optionId(choice)}
            ref={choice === current ? active : null}
            class={choice === current ? 'active' : undefined}
            role="option"
            tabIndex={-1}
            aria-selected={choice.isChosen}
            // The field keeps the focus.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onPick(choice.id)}
          >
            <bdi>{choice.text}</bdi>
            {choice.isChosen && <CheckIcon />}
          </div>
        ))}
      </div>
      <p class="hint" role="status">
        {said}
      </p>
    </div>
  );
}
