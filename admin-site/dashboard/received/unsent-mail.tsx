import * as texts from '#dashboard/model/messages.ts';
import { visible } from '#dashboard/model/text.ts';
import type { ThreadEntry } from '#dashboard/model/thread.ts';
import { COMPOSER_FIELD, focusSoon } from '#dashboard/page/focus.ts';
import { useDesk } from '#dashboard/parts/desk-context.ts';
import { MessageFiles } from '#dashboard/parts/message-files.tsx';
import { MessageText } from '#dashboard/parts/message-text.tsx';
import { RelativeTime } from '#dashboard/parts/relative-time.tsx';
import { MailRest } from './mail-marks.tsx';
import * as words from './messages.ts';

interface UnsentMailProps {
  readonly entry: ThreadEntry;
  readonly ticketId: string;
  /** The place of the message in the API. */
  readonly of: string;
}

/** An agent's mail that wasn't sent to the customer, and why. Its author can go on with it as a draft. */
export function UnsentMail({ entry: { author, createdAt, message }, ticketId, of }: UnsentMailProps) {
  const desk = useDesk();
  const email = message?.email;
  if (!email?.unsent || author.type !== 'agent') return null;
  const isOwn = author.id === desk.session.agentId.value;
  const edit = () => {
    desk.composer.giveBack({ ticketId, kind: 'reply', body: message?.body ?? '' });
    desk.composer.writing.value = 'reply';
    focusSoon(COMPOSER_FIELD);
  };
  return (
    <li class="entry event automatic">
      <details open={isOwn}>
        <summary>
          {words.unsent(isOwn ? texts.you : visible(author.name))} · <RelativeTime time={createdAt} />
        </summary>
        <p class="remark">{words.unsentReasons[email.unsent]}</p>
        <MessageText class="said" text={message?.body ?? ''} />
        <MessageFiles ticketId={ticketId} files={message?.attachments} />
        {isOwn && (
          <button class="small" type="button" onClick={edit}>
            {words.editUnsent}
          </button>
        )}
        <MailRest email={email} of={of} />
      </details>
    </li>
  );
}
