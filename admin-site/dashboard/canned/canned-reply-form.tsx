import { useLayoutEffect, useState } from 'preact/hooks';
import * as texts from '#dashboard/model/messages.ts';
import { focusOn, focusSoon } from '#dashboard/page/focus.ts';
import { useDesk } from '#dashboard/parts/desk-context.ts';
import type { CannedReplyDraft } from '#dashboard/wire/canned-reply-api.ts';
import { ActionFields } from './action-fields.tsx';
import { cannedRepliesOf } from './canned-replies-of.ts';
import { type DraftMistake, draftMistake } from './draft-mistake.ts';
import * as words from './messages.ts';

const fieldId = (field: DraftMistake['field']) => `canned-${field}`;
const MISTAKE = 'canned-mistake';

/** The form for one canned reply. Nothing typed is lost until it is saved or given up. */
export function CannedReplyForm({ draft }: { readonly draft: CannedReplyDraft }) {
  const canned = cannedRepliesOf(useDesk());
  const [mistake, setMistake] = useState<Partial<DraftMistake>>({});
  const [saving, setSaving] = useState(false);
  // Before the next key can come.
  useLayoutEffect(() => focusOn(fieldId('name')), []);
  const isNew = !canned.replies.value?.some(({ id }) => id === draft.id);
  const change = (part: Partial<CannedReplyDraft>) => {
    canned.draft.value = { ...draft, ...part };
  };
  const leave = () => {
    canned.draft.value = undefined;
    focusSoon('canned-heading');
  };

  async function save(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (saving) return;
    const found = draftMistake(draft);
    setMistake(found ?? {});
    if (found) return focusSoon(fieldId(found.field));
    setSaving(true);
    const reason = await canned.save(draft);
    setSaving(false);
    if (reason !== undefined) setMistake({ advice: words.formNotSaved(reason) });
    else if (!canned.draft.value) focusSoon('canned-heading');
  }
  const described = (field: DraftMistake['field']) => ({
    id: fieldId(field),
    dir: 'auto' as const,
    'aria-invalid': mistake.field === field,
    'aria-describedby': MISTAKE,
    value: draft[field],
    onInput: ({ currentTarget }: { readonly currentTarget: HTMLInputElement | HTMLTextAreaElement }) =>
      change({ [field]: currentTarget.value }),
  });

  return (
    <form class="canned" onSubmit={save} noValidate>
      <h2>{isNew ? words.formNew : words.formEdit}</h2>
      <label class="canned-field">
        {texts.nameLabel}
        <input type="text" autocomplete="off" {...described('name')} />
      </label>
      <label class="canned-field">
        {words.formText}
        <textarea rows={8} {...described('body')} />
      </label>
      <dl class="canned-placeholders hint">
        {Object.entries(words.formPlaceholders).map(([placeholder, meaning]) => (
          <div key={placeholder}>
            <dt>
              <code>{`{${placeholder}}`}</code>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <p class="hint">{words.formFallback}</p>
      <ActionFields actions={draft.actions ?? {}} onChange={(actions) => change({ actions })} />
      <p class="mistake" role="alert" id={MISTAKE}>
        {mistake.advice}
      </p>
      <div class="canned-actions">
        <button class="primary" type="submit" aria-disabled={saving}>
          {saving ? words.formSaving : words.formSave}
        </button>
        <button class="quiet" type="button" onClick={leave}>
          {texts.cancel}
        </button>
      </div>
    </form>
  );
}
