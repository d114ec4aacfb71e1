import { useLayoutEffect } from 'preact/hooks';
import { roles } from '#core/agents/agent.ts';
import type { AgentDraft, DraftField } from '#dashboard/desk/team.ts';
import * as texts from '#dashboard/model/messages.ts';
import { focusOn, TEAM_HEADING } from '#dashboard/page/focus.ts';
import * as words from './messages.ts';
import type { DraftMistakes } from './use-change.ts';

export const fieldId = (field: DraftField) => `team-${field}`;
const mistakeId = (field: DraftField) => `team-${field}-mistake`;

interface AgentFormProps {
  readonly title: string;
  readonly draft: AgentDraft;
  readonly change: (part: Partial<AgentDraft>) => void;
  readonly mistakes: DraftMistakes;
  /** The save button's label. */
  readonly action: string;
  readonly isBusy: boolean;
  readonly save: () => void;
  readonly leave: () => void;
}

/** The fields of one agent, new or not. */
export function AgentForm({ title, draft, change, mistakes, action, isBusy, save, leave }: AgentFormProps) {
  // Before the next key can come.
  useLayoutEffect(() => focusOn(fieldId('name')), []);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    save();
  };
  const field = (name: 'name' | 'email') => ({
    id: fieldId(name),
    autocomplete: 'off' as const,
    'aria-invalid': mistakes.fields[name] !== undefined,
    'aria-describedby': mistakeId(name),
    value: draft[name],
    onInput: ({ currentTarget }: { readonly currentTarget: HTMLInputElement }) =>
      change({ [name]: currentTarget.value }),
  });
  return (
    <form class="team-form" onSubmit={submit} noValidate>
      <h2 id={TEAM_HEADING} tabIndex={-1} dir="auto">
        {title}
      </h2>
      <div>
        <label class="team-field">
          {texts.nameLabel}
          <input type="text" dir="auto" {...field('name')} />
        </label>
        <FieldMistake field="name" mistakes={mistakes} />
      </div>
      <div>
        <label class="team-field">
          {words.formEmail}
          <input type="email" {...field('email')} />
        </label>
        <FieldMistake field="email" mistakes={mistakes} />
      </div>
      <fieldset aria-describedby={mistakeId('role')}>
        <legend>{words.formRole}</legend>
        {roles.toReversed().map((role) => (
          <label key={role} class="check">
            <input
              type="radio"
              name="role"
              id={role === draft.role ? fieldId('role') : undefined}
              checked={role === draft.role}
              onChange={() => change({ role })}
            />
            <span>
              {words.roles[role]} <span class="hint">{words.rolesMean[role]}</span>
            </span>
          </label>
        ))}
        <FieldMistake field="role" mistakes={mistakes} />
      </fieldset>
      <p class="mistake" role="alert">
        {mistakes.other}
      </p>
      <div class="team-actions">
        <button class="primary" type="submit" aria-disabled={isBusy}>
          {action}
        </button>
        <button class="quiet" type="button" onClick={leave}>
          {texts.cancel}
        </button>
      </div>
    </form>
  );
}

const FieldMistake = ({ field, mistakes }: { readonly field: DraftField; readonly mistakes: DraftMistakes }) => (
  <p class="mistake" id={mistakeId(field)}>
    {mistakes.fields[field]}
  </p>
);
