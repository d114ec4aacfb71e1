import { useRef, useState } from 'preact/hooks';
import { ticketNumber } from '#core/ticket/ticket.ts';
import type { HeldMails } from '#dashboard/desk/held-mail.ts';
import type { NotDone } from '#dashboard/desk/held-mail-requests.ts';
import type { HeldMail } from '#dashboard/model/held-mail.ts';
import * as texts from '#dashboard/model/messages.ts';
import { openTicket } from '#dashboard/page/agent-actions.ts';
import { focusSoon } from '#dashboard/page/focus.ts';
import { useDesk } from '#dashboard/parts/desk-context.ts';
import { AcceptForm, type Mistake } from './accept-form.tsx';
import { heldMailId } from './keys.ts';
import * as words from './page-messages.ts';

interface ActionsProps {
  readonly mail: HeldMail;
  readonly held: HeldMails;
}

/** Accepts a held mail, deletes it, or blocks its sender. */
export function HeldMailActions({ mail, held }: ActionsProps) {
  const desk = useDesk();
  const [isAsking, setAsking] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [mistake, setMistake] = useState<Mistake>();
  const isAccepting = useRef(false);
  const { id, from, ticketId } = mail;
  const subject = visibleSubject(mail);

  async function accept(target: string | undefined): Promise<void> {
    if (isAccepting.current) return;
    isAccepting.current = true;
    setBusy(true);
    setMistake(undefined);
    const accepted = await held.accept(id, target);
    isAccepting.current = false;
    setBusy(false);
    if (!accepted) return;
    if (!('kind' in accepted)) openTicket(desk, accepted.id);
    else if (accepted.kind === 'gone') desk.toasts.show({ title: words.toastNotAccepted, subject, reason: words.gone });
    else {
      setMistake({
        text: sentenceOf(accepted),
        isAtField: accepted.kind === 'ticket' || accepted.kind === 'no_ticket',
      });
      if (accepted.kind === 'ticket') setAsking(true);
    }
  }

  const remove = () => {
    const toast = desk.toasts.show({ title: words.toastDeleted, subject, undo: () => held.undoRemoving(id) });
    held.remove(id, (refused) => {
      desk.toasts.dismiss(toast);
      if (refused) desk.toasts.show({ title: words.toastNotDeleted, subject, reason: reasonOf(refused) });
    });
  };

  async function toggleBlocked(address: string): Promise<void> {
    const isBlocked = !mail.isBlocked;
    setMistake(undefined);
    const refused = await held.setBlocked(address, isBlocked);
    if (!refused) return;
    const sentence = isBlocked ? words.notBlocked : words.notUnblocked;
    setMistake({ text: sentence(reasonOf(refused)), isAtField: false });
  }

  const close = () => {
    setAsking(false);
    setMistake(undefined);
    focusSoon(heldMailId(id));
  };
  if (isAsking)
    return (
      <AcceptForm id={id} accept={(target) => void accept(target)} mistake={mistake} isBusy={isBusy} cancel={close} />
    );
  const acceptTo = ticketId === null ? undefined : words.acceptTo(ticketNumber({ id: ticketId }));
  const ask = () => setAsking(true);
  return (
    <>
      <p class="mistake" role="alert">
        {mistake?.text}
      </p>
      <div class="held-actions">
        {acceptTo === undefined ? (
          <KeyButton class="primary" shortcut="a" label={words.accept} act={ask} />
        ) : (
          <>
            <KeyButton class="primary" shortcut="a" label={acceptTo} act={() => void accept(ticketId ?? undefined)}>
              {isBusy ? words.accepting : acceptTo}
            </KeyButton>
            <button type="button" onClick={ask}>
              {words.acceptElsewhere}
            </button>
          </>
        )}
        <KeyButton shortcut="d" label={words.deleteMail} act={remove} />
        {from !== null && (
          <KeyButton
            class="quiet"
            shortcut="b"
            label={mail.isBlocked ? words.unblock : words.block}
            act={() => void toggleBlocked(from)}
          />
        )}
      </div>
    </>
  );
}

interface KeyButtonProps {
  readonly class?: string;
  readonly shortcut: string;
  readonly label: string;
  readonly act: () => void;
  /** The label while it is at work. */
  readonly children?: string;
}

/** A button that a key presses, too, if its mail has the focus. */
const KeyButton = ({ class: name = '', shortcut, label, act, children = label }: KeyButtonProps) => (
  <button
    class={name}
    type="button"
    aria-keyshortcuts={shortcut}
    title={words.withKey(label, shortcut)}
    aria-disabled={children !== label}
    onClick={act}
  >
    {children}
  </button>
);

const visibleSubject = ({ subject, from }: HeldMail): string => subject || from || words.noSubject;

const reasonOf = ({ kind, detail }: NotDone): string => (kind === 'unanswered' ? texts.connectionNoResponse : detail);

function sentenceOf({ kind, detail }: NotDone): string {
  if (kind === 'no_ticket') return words.noTicket;
  if (kind === 'ticket') return words.ticketMistake(detail);
  return kind === 'unanswered' ? words.maybeDone : words.notAccepted(detail);
}
