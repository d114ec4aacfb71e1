import { useEffect, useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { messageKinds } from '#core/ticket/entry.ts';
import { typedHash } from '#dashboard/canned/typed-hash.ts';
import { mistakeIn } from '#dashboard/model/composing.ts';
import * as texts from '#dashboard/model/messages.ts';
import { joinedStaged, type Staged } from '#dashboard/model/staged.ts';
import type { Ticket } from '#dashboard/model/ticket.ts';
import { keyName } from '#dashboard/page/actions.ts';
import { sendMessage, undo } from '#dashboard/page/agent-actions.ts';
import { withControl } from '#dashboard/page/control-key.ts';
import { COMPOSER_FIELD } from '#dashboard/page/focus.ts';
import { shortcutsAreOn } from '#dashboard/page/keyboard.ts';
import { cannedParts } from '#dashboard/parts/canned-parts.ts';
import { useDesk } from '#dashboard/parts/desk-context.ts';
import { fileParts } from '#dashboard/parts/file-parts.ts';
import { draftKey, draftOf } from '#dashboard/storage/drafts.ts';
import { useSteadyCaret } from './use-steady-caret.ts';

const isUndoKey = ({ key, ctrlKey, metaKey, altKey, shiftKey, repeat }: KeyboardEvent) =>
  key === 'z' && !(ctrlKey || metaKey || altKey || shiftKey || repeat);

/** The form for a reply to the customer, or a note to the other agents. */
export function Composer({ ticket }: { readonly ticket: Ticket }) {
  const desk = useDesk();
  const form = useRef<HTMLFormElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const hintId = useId();
  const kind = desk.composer.writing.value;
  const text = draftOf(desk.composer.drafts.value, ticket.id, kind);
  const [mistake, setMistake] = useState<string>();
  const [caret, setCaret] = useState(0);
  const [dismissed, setDismissed] = useState(false);
  /** On a low screen it is one line until it has the focus; it stays open then, so that no button moves when the focus leaves. */
  const [isResting, setResting] = useState(true);
  const notice = desk.composer.notices.value.get(draftKey(ticket.id, kind));
  const canUndo = text === '' && desk.toasts.shown.value.some((toast) => toast.undo);
  const hash = typedHash(text, caret);
  const canned = cannedParts.value;
  const staged = desk.composer.staged.value.get(draftKey(ticket.id, kind));
  const files = fileParts.value;
  const unsent = files?.cannotSend(desk, ticket.id, kind);
  const draft = { ticketId: ticket.id, kind, field };

  const write = (written: string) => {
    desk.composer.writeDraft(ticket.id, kind, written);
    setMistake(undefined);
  };
  const follow = () => setCaret(field.current?.selectionEnd ?? 0);
  const send = (close: boolean) => {
    const wrong = mistakeIn(text, desk.session.agentId.value) ?? unsent;
    const question = canned?.askAboutUnfilled(field.current, staged);
    const obstacle = wrong ?? (question === mistake ? undefined : question);
    setMistake(obstacle);
    if (obstacle !== undefined) field.current?.focus();
    else {
      const closes = close || staged?.actions.status === 'closed';
      sendMessage(desk, ticket, kind, text, closes, field.current?.selectionEnd ?? text.length);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented) return;
    if (event.key === 'Escape') field.current?.blur();
    if (canUndo && isUndoKey(event) && shortcutsAreOn()) {
      event.preventDefault();
      undo(desk);
    }
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    // A key held down is no second thought.
    if (!event.repeat) send(event.shiftKey);
  };
  useLayoutEffect(() => setMistake(undefined), [kind, ticket.id, unsent]);
  useLayoutEffect(() => {
    if (mistake !== undefined) document.getElementById(hintId)?.scrollIntoView({ block: 'nearest' });
  }, [mistake]);
  useSteadyCaret(field, text);
  useEffect(() => setDismissed(false), [hash?.from]);
  useLayoutEffect(() => {
    if (isResting) return;
    form.current?.scrollIntoView({ block: 'nearest' });
    field.current?.scrollIntoView({ block: 'nearest' });
  }, [isResting]);

  const insert = (filled: string, added: Staged | undefined) => {
    if (!hash) return;
    desk.composer.stage(ticket.id, kind, joinedStaged(staged, added));
    const before = text.slice(0, hash.from) + filled;
    write(before + text.slice(caret));
    // After the field has the text.
    requestAnimationFrame(() => {
      field.current?.focus();
      field.current?.setSelectionRange(before.length, before.length);
      follow();
    });
  };
  const [sendLabel, sendAndCloseLabel] = [texts.composerSend[kind], texts.composerSendAndClose[kind]];
  return (
    <form
      ref={form}
      class={`composer ${kind} canned-host${isResting ? ' resting' : ''}`}
      aria-label={texts.composerForm}
      onFocusIn={() => setResting(false)}
      onSubmit={(event) => {
        event.preventDefault();
        send(false);
      }}
    >
      {notice !== undefined && (
        <p class="composer-notice" role="alert">
          {notice}
        </p>
      )}
      <fieldset class="modes" aria-label={texts.composerModes}>
        {messageKinds.map((one) => (
          <button
            key={one}
            class="quiet small"
            type="button"
            aria-pressed={one === kind}
            onClick={() => {
              desk.composer.writing.value = one;
              field.current?.focus();
            }}
          >
            {texts.composerModeNames[one]}
          </button>
        ))}
        {kind === 'reply' && desk.session.mailSender.value === null && <span class="hint">{texts.composerNoMail}</span>}
      </fieldset>
      {canned && <canned.StagedActions ticketId={ticket.id} kind={kind} />}
      {hash && !dismissed && canned && (
        <canned.CannedReplyPicker
          field={field}
          query={hash.query}
          ticket={ticket}
          onPick={insert}
          onClose={() => setDismissed(true)}
        />
      )}
      <textarea
        ref={field}
        id={COMPOSER_FIELD}
        rows={2}
        dir="auto"
        aria-label={texts.composerFields[kind]}
        aria-describedby={hintId}
        aria-invalid={mistake !== undefined}
        placeholder={texts.composerPlaceholders[kind]}
        value={text}
        onInput={({ currentTarget }) => {
          write(currentTarget.value);
          follow();
        }}
        onKeyUp={follow}
        onClick={follow}
        onKeyDown={onKeyDown}
      />
      {files && <files.ComposerFiles {...draft} />}
      <div class="composer-foot">
        <p
          class={mistake === undefined ? 'hint' : 'mistake'}
          id={hintId}
          role={mistake === undefined ? undefined : 'alert'}
        >
          {mistake ?? (
            <span class="for-keys">
              {canUndo && shortcutsAreOn()
                ? texts.composerUndoKey(keyName('undo'))
                : texts.composerSendKey(withControl('Enter'))}
            </span>
          )}
        </p>
        {files && <files.AttachButton {...draft} />}
        <button class="primary" type="submit" title={`${sendLabel} (${withControl('Enter')})`}>
          {sendLabel}
        </button>
        {ticket.status !== 'closed' && (
          <button
            type="button"
            title={`${sendAndCloseLabel} (${withControl('Shift+Enter')})`}
            onClick={() => send(true)}
          >
            {sendAndCloseLabel}
          </button>
        )}
      </div>
    </form>
  );
}
