import { visible } from '#dashboard/model/text.ts';
import type { Arrival, ReceivedMail, ThreadEntry } from '#dashboard/model/thread.ts';
import { MessageFiles } from '#dashboard/parts/message-files.tsx';
import { MessageText } from '#dashboard/parts/message-text.tsx';
import { RelativeTime } from '#dashboard/parts/relative-time.tsx';
import { Sentence } from '#dashboard/parts/sentence.tsx';
import { ShieldIcon } from './icons.tsx';
import * as words from './messages.ts';
import { OriginalMail } from './original-mail.tsx';

interface MailMarksProps {
  readonly channel: Arrival['channel'];
  readonly email: ReceivedMail;
}

/** Says how a message came by mail, and from whom if that isn't plain. */
export const MailMarks = ({ channel, email }: MailMarksProps) => (
  <span class="mail-marks">
    <span>{words.byEmail}</span>
    {email.forwarded && (
      <span>
        <Sentence text={words.forwarded} parts={{ address: <bdi>{visible(email.from)}</bdi> }} />
      </span>
    )}
    {channel === 'held_mail' && <span>{words.wasHeld}</span>}
    {!email.verified && <VerifiedMark isVerified={false} />}
  </span>
);

/** Says whether a mail's sender is proven to be who they say; the explanation is read out, too. */
export function VerifiedMark({ isVerified }: { readonly isVerified: boolean }) {
  const why = isVerified ? words.verifiedWhy : words.notVerifiedWhy;
  return (
    <span class={isVerified ? 'verified' : 'verified not'} title={why}>
      <ShieldIcon isWhole={isVerified} /> {isVerified ? words.verified : words.notVerified}
      <span class="visually-hidden">. {why}</span>
    </span>
  );
}

/** The rest of a mail: what it quotes, folded, and remarks for agents. */
export const MailRest = ({
  email: { quoted, remarks, formatted = false },
  of,
}: {
  readonly email: Pick<ReceivedMail, 'quoted' | 'remarks' | 'formatted'>;
  readonly of: string;
}) => (
  <>
    <OriginalMail of={of} isFormatted={formatted} />
    {quoted !== '' && (
      <details class="quoted">
        <summary>{words.showQuoted}</summary>
        <MessageText class="said" text={quoted} />
      </details>
    )}
    {remarks.map((remark) => (
      <p key={remark} class="remark">
        {visible(remark)}
      </p>
    ))}
  </>
);

/** A mail that no person wrote, as a line that opens to its text. */
export function AutomaticMail({
  entry: { createdAt, message },
  ticketId,
  of,
}: {
  readonly entry: ThreadEntry;
  readonly ticketId: string;
  readonly of: string;
}) {
  const email = message?.email;
  if (!email) return null;
  return (
    <li class="entry event automatic">
      <details>
        <summary>
          {words.automaticKinds[email.automatic ?? 'auto_reply']}{' '}
          {email.from !== '' && (
            <>
              · <bdi>{visible(email.from)}</bdi>{' '}
            </>
          )}
          · <RelativeTime time={createdAt} />
        </summary>
        <MessageText class="said" text={message.body} />
        <MessageFiles ticketId={ticketId} files={message.attachments} />
        <MailRest email={email} of={of} />
      </details>
    </li>
  );
}
