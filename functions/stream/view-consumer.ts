import type { DynamoDBRecord } from 'aws-lambda';
import type { DueEntry } from '#core/due/due-entry.ts';
import type { DueStore } from '#core/due/ports.ts';
import type { DueMove } from '#core/due/ticket-due.ts';
import { type Contact, type ContactStore, latestContacts } from '#core/mail/contact.ts';
import type { Clock } from '#core/ports.ts';
import type { PostingStore } from '#core/search/ports.ts';
import type { ThreadStore, TicketStore } from '#core/ticket/ports.ts';
import type { TicketChange } from '#core/views/fold.ts';
import type { ViewStore } from '#core/views/ports.ts';
import { projectChanges } from '#core/views/project-changes.ts';
import { type ChangedPostings, putInLists, removeFromLists } from '#core/views/project-lists.ts';
import { type ChangedMerge, projectMerges } from '#core/views/project-merges.ts';
import { type ConsumerHandler, consumer, together } from './consumer.ts';
import type { EffectLog } from './effect-log.ts';

/**
 * A change record as the views need it: the ticket as it is now, the lists that it is in for good, its customer's contact, the work and the mail that it makes
 * owed, and the merge that it began or ended.
 */
interface ViewChange {
  readonly change?: TicketChange;
  readonly postings?: ChangedPostings | undefined;
  readonly contact?: Contact | undefined;
  readonly due?: DueMove | undefined;
  readonly dueMail?: DueEntry | undefined;
  readonly merge?: ChangedMerge | undefined;
}

interface Views {
  readonly log: EffectLog;
  /** Reads a change record; throws if it can't be read. */
  readonly read: (record: DynamoDBRecord) => ViewChange;
  readonly views: ViewStore;
  readonly index: PostingStore;
  readonly tickets: Pick<TicketStore, 'get'>;
  readonly threads: Pick<ThreadStore, 'since'>;
  readonly contacts: Pick<ContactStore, 'keep'>;
  readonly due: Pick<DueStore, 'put' | 'remove'>;
  /** False on a desk where no mail is owed. */
  readonly sendsMail: boolean;
  readonly clock: Pick<Clock, 'now'>;
}

/** Returns the handler that keeps everything in the views table up to date; applying a record again changes nothing. */
export const viewConsumer = ({
  log,
  read,
  views,
  index,
  tickets,
  threads,
  contacts,
  due,
  sendsMail,
  clock,
}: Views): ConsumerHandler =>
  consumer({
    log,
    read,
    apply: together(async (all) => {
      // First, because it is owed whether or not it is counted.
      const owed = all.flatMap((one) => [...(one.due?.owed ?? []), ...(sendsMail && one.dueMail ? [one.dueMail] : [])]);
      await Promise.all(owed.map((entry) => due.put(entry)));
      await Promise.all(all.flatMap((one) => one.due?.done ?? []).map((entry) => due.remove(entry)));
      const changes = all.flatMap(({ change }) => change ?? []);
      const postings = all.flatMap(({ postings }) => postings ?? []);
      await putInLists(index, postings, changes);
      await projectMerges(
        { index, tickets, threads },
        all.flatMap(({ merge }) => merge ?? []),
      );
      await projectChanges({ views, clock }, changes, { otherwise: postings.some(({ by }) => by === 'entry') });
      await removeFromLists({ views, index }, postings);
      for (const contact of latestContacts(all.flatMap(({ contact }) => contact ?? []))) await contacts.keep(contact);
    }),
    metric: 'ChangesNotApplied',
  });
