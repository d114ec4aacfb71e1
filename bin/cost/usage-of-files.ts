import { storageRequests } from './requests.ts';
import {
  GB,
  nothing,
  onTop,
  owed,
  published,
  sending,
  sum,
  type Usage,
  use,
  waiting,
  withoutGateway,
} from './usage.ts';

/** The size of each file: assumed. */
const FILE_BYTES = 1_000_000;
/** The size of a received mail without files: assumed. */
const MAIL_BYTES = 50_000;
/** A round trip from a function to S3, in milliseconds: assumed. */
const STORAGE_TRIP_MS = 30;
/** SES bills complete chunks of a received mail. */
const CHUNK_BYTES = 256 * 1024;
/** The customer's with the ticket, and the agent's with the reply. */
const FILES_A_TICKET = 2;

/** The features of a desk that its use of files depends on. */
interface Kinds {
  readonly files: boolean;
  readonly inbound: boolean;
  readonly mail: boolean;
}
type OfTickets<Kind extends keyof Kinds> = Pick<Kinds, Kind> & { readonly tickets: number };

/** Returns the bill's assumptions about files and received mail. */
export const assumptionsOfFiles = ({ files, inbound }: Pick<Kinds, 'files' | 'inbound'>): string[] => [
  inbound
    ? `Received mail: one more reply of each customer, of ${MAIL_BYTES / 1000} kB${files ? ' and a file' : ''}, and the notification about it.`
    : 'Received mail: none; --inbound adds it.',
  files
    ? `Files: one of ${FILE_BYTES / 1e6} MB with each ticket and one with its reply, each uploaded and loaded once, and stored for as long as the ticket; mails carry those of replies.`
    : 'Files: none; --files adds them.',
];

const bytesByMail = (bytes: number): number => (bytes * 4) / 3;
const receivedBytes = ({ files }: Pick<Kinds, 'files'>): number => MAIL_BYTES + (files ? bytesByMail(FILE_BYTES) : 0);

/** Returns the number of files that a received mail brings, which are stored as the ticket's, too. */
const filesByMail = ({ files, inbound }: Pick<Kinds, 'files' | 'inbound'>): number => (files && inbound ? 1 : 0);

/** Returns the bytes in S3 that belong to a stored ticket. */
export const storedBytes = (of: Kinds): number =>
  FILE_BYTES * ((of.files ? FILES_A_TICKET : 0) + filesByMail(of)) + (of.inbound ? receivedBytes(of) : 0);

/** Returns the usage of the files of tickets and replies, but for their storage. */
export function usageOfFiles({ tickets, files, mail }: OfTickets<'files' | 'mail'>): Usage {
  if (!files) return nothing;
  const all = tickets * FILES_A_TICKET;
  const { claim, send } = storageRequests;
  const sent = mail ? tickets : 0;
  return sum([
    use('announceOwn', tickets),
    use('announce', tickets),
    onTop('claimWithTicket', tickets),
    onTop('claimWithReply', tickets),
    use('link', all),
    waiting(all * (claim.reads + claim.writes) + sent * send.reads, STORAGE_TRIP_MS),
    {
      ...nothing,
      // Browsers upload a file, and load it.
      storageWrite: all * (claim.writes + 1),
      storageRead: all * (claim.reads + 1) + sent * send.reads,
      loadedGb: (all * FILE_BYTES) / GB,
      attachedGb: (sent * bytesByMail(FILE_BYTES)) / GB,
    },
  ]);
}

/** Returns the usage of received mails, and of what follows from them, but for their storage. */
export function usageOfInbound({ tickets, inbound, files }: OfTickets<'inbound' | 'files'>): Usage {
  if (!inbound) return nothing;
  const { reads } = storageRequests.receive;
  const byMail = filesByMail({ files, inbound });
  return sum([
    { ...use('receiveMail', tickets), ...withoutGateway },
    waiting(tickets * (reads + byMail), STORAGE_TRIP_MS),
    { ...use('viewsOfReply', tickets), ...withoutGateway },
    onTop('indexOfReply', tickets),
    published(tickets),
    sending('mailsOfReply', tickets, 1),
    owed(tickets),
    {
      ...nothing,
      receivedMail: tickets,
      receivedChunk: tickets * Math.floor(receivedBytes({ files }) / CHUNK_BYTES),
      // SES stores a mail, and the function its files.
      storageWrite: tickets * (1 + byMail),
      storageRead: tickets * reads,
    },
  ]);
}
