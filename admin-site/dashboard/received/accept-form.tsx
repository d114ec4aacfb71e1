import type { TargetedEvent } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { ticketIdIn } from '#dashboard/model/held-mail.ts';
import * as texts from '#dashboard/model/messages.ts';
import { useDesk } from '#dashboard/parts/desk-context.ts';
import { heldMailId } from './keys.ts';
import * as words from './page-messages.ts';

/** The reason why something wasn't done with a mail, as a sentence. */
export interface Mistake {
  readonly text: string;
  /** True if it is about the ticket that was named. */
  readonly isAtField: boolean;
}

interface FormProps {
  readonly id: string;
  /** Accepts the mail for a ticket, or as a new one. */
  readonly accept: (ticketId: string | undefined) => void;
  readonly mistake: Mistake | undefined;
  readonly isBusy: boolean;
  readonly cancel: () => void;
}

/** Asks for the ticket that a mail belongs to. */
export function AcceptForm({ id, accept, mistake, isBusy, cancel }: FormProps) {
  const desk = useDesk();
  const [written, setWritten] = useState('');
  const [unknown, setUnknown] = useState<string>();
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => field.current?.focus(), []);
  const fieldId = `${heldMailId(id)}-ticket`;
  const mistakeId = `${fieldId}-mistake`;
  const text = unknown ?? mistake?.text;
  const isWrong = unknown !== undefined || mistake?.isAtField === true;
  useLayoutEffect(() => {
    if (mistake?.isAtField) field.current?.focus();
  }, [mistake]);

  const submit = (event: Event) => {
    event.preventDefault();
    const ticketId = ticketIdIn(written, desk.tickets.answered.value.keys());
    if (ticketId === undefined) {
      setUnknown(written.trim() === '' ? words.ticketMissing : words.ticketNotLoaded);
      field.current?.focus();
      return;
    }
    setUnknown(undefined);
    accept(ticketId);
  };
  const acceptAsNew = () => {
    setUnknown(undefined);
    accept(undefined);
  };
  const write = ({ currentTarget }: TargetedEvent<HTMLInputElement>) => setWritten(currentTarget.value);
  return (
    <form
      class="held-form"
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        cancel();
      }}
    >
      <label for={fieldId}>{words.ticketField}</label>
      <input
        id={fieldId}
        ref={field}
        value={written}
        autocomplete="off"
        spellcheck={false}
        aria-invalid={isWrong}
        aria-describedby={mistakeId}
        onInput={write}
      />
      <p class="mistake" id={mistakeId} role="alert">
        {text}
      </p>
      <div class="held-actions">
        <button class="primary" type="submit" aria-disabled={isBusy}>
          {isBusy ? words.accepting : words.addToTicket}
        </button>
        <button type="button" aria-disabled={isBusy} onClick={acceptAsNew}>
          {words.asNewTicket}
        </button>
        <button class="quiet" type="button" onClick={cancel}>
          {texts.cancel}
        </button>
      </div>
    </form>
  );
}
