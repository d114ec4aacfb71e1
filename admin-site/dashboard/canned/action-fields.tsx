import { useState } from 'preact/hooks';
import { statuses } from '#core/ticket/ticket.ts';
import * as texts from '#dashboard/model/messages.ts';
import { visible } from '#dashboard/model/text.ts';
import type { CannedReplyDraft } from '#dashboard/wire/canned-reply-api.ts';
import * as words from './messages.ts';
import { useAgents } from './use-agents.ts';

type Actions = NonNullable<CannedReplyDraft['actions']>;

interface ActionFieldsProps {
  readonly actions: Actions;
  readonly onChange: (actions: Actions) => void;
}

const UNCHANGED = '';
const NOBODY = 'nobody';

/** The fields for the values that a canned reply sets on its ticket. */
export function ActionFields({ actions, onChange }: ActionFieldsProps) {
  const { status, assignee, tags = [] } = actions;
  const agents = useAgents(true);
  const [typed, setTyped] = useState(tags.join(', '));
  const choices = agents?.filter(({ id, isActive }) => isActive || id === assignee) ?? [];
  const isUnknown = typeof assignee === 'string' && !choices.some(({ id }) => id === assignee);
  return (
    <fieldset class="canned-sets">
      <legend>{words.formActions}</legend>
      <label class="canned-field">
        {words.formStatus}
        <select
          value={status ?? UNCHANGED}
          onChange={({ currentTarget: { value } }) =>
            onChange({ ...actions, status: statuses.find((one) => one === value) })
          }
        >
          <option value={UNCHANGED}>{words.formUnchanged}</option>
          {statuses.map((one) => (
            <option key={one} value={one}>
              {texts.filterNames[one]}
            </option>
          ))}
        </select>
      </label>
      <label class="canned-field">
        {words.formAssignee}
        <select
          value={assignee === null ? NOBODY : (assignee ?? UNCHANGED)}
          onChange={({ currentTarget: { value } }) =>
            onChange({ ...actions, assignee: value === UNCHANGED ? undefined : value === NOBODY ? null : value })
          }
        >
          <option value={UNCHANGED}>{words.formUnchanged}</option>
          <option value={NOBODY}>{texts.nobody}</option>
          {choices.map(({ id, name, isActive }) => (
            <option key={id} value={id}>
              {isActive ? visible(name) : words.formInactive(visible(name))}
            </option>
          ))}
          {isUnknown && <option value={assignee}>{agents ? words.formUnknownAgent : texts.loading}</option>}
        </select>
      </label>
      <label class="canned-field">
        {words.formTags}
        <input
          type="text"
          autocomplete="off"
          aria-describedby="canned-tags-hint"
          value={typed}
          onInput={({ currentTarget: { value } }) => {
            setTyped(value);
            onChange({ ...actions, tags: value.split(',').flatMap((tag) => tag.trim() || []) });
          }}
        />
      </label>
      <p class="hint" id="canned-tags-hint">
        {words.formTagsHint}
      </p>
    </fieldset>
  );
}
