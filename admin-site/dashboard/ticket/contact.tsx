import * as texts from '#dashboard/model/messages.ts';
import { visible } from '#dashboard/model/text.ts';
import type { Ticket } from '#dashboard/model/ticket.ts';
import { useDesk } from '#dashboard/parts/desk-context.ts';
import { Sentence } from '#dashboard/parts/sentence.tsx';

/** The address that mail to the customer goes to, if it isn't the ticket's, or if none is sent there. */
export function ContactNotice({ ticket }: { readonly ticket: Ticket }) {
  const desk = useDesk();
  const contact = desk.conversation.threads.value.get(ticket.id)?.contact;
  if (!contact) return null;
  const { email, suppressed } = contact;
  const sendsMail = Boolean(desk.session.mailSender.value);
  return (
    <>
      {email !== ticket.userEmail && (
        <p class="contact">
          <Sentence text={texts.contactMoved} parts={{ email: <bdi>{visible(email)}</bdi> }} />
          {sendsMail && ` ${texts.contactRepliesGoThere}`}
        </p>
      )}
      {sendsMail && suppressed && (
        <p class="contact trouble">
          {texts.contactSuppressed[suppressed]}{' '}
          <button class="small" type="button" onClick={() => void desk.allowAddress(email, ticket.id)}>
            {texts.resumeEmail}
          </button>
        </p>
      )}
    </>
  );
}
