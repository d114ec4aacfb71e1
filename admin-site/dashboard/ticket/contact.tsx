import { visible } from '#dashboard/model/text.ts';
import type { Ticket } from '#dashboard/model/ticket.ts';
import { useDesk } from '#dashboard/parts/desk-context.ts';

const why = {
  bounced: 'Mail to this address bounced, so the desk sends none.',
  complained: 'The customer called mail spam, so the desk sends none.',
} as const;

/** Where mail to the customer goes, if that is another address than the ticket's, or if none is sent there. */
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
          The customer’s address is <bdi>{visible(email)}</bdi> now.{sendsMail && ' Replies go there.'}
        </p>
      )}
      {sendsMail && suppressed && (
        <p class="contact trouble">
          {why[suppressed]}{' '}
          <button class="small" type="button" onClick={() => void desk.allowAddress(email, ticket.id)}>
            Allow mail again
          </button>
        </p>
      )}
    </>
  );
}
