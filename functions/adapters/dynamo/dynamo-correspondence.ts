import { type DynamoDBDocumentClient, GetCommand, paginateQuery } from '@aws-sdk/lib-dynamodb';
import type { Correspondence, Outstanding } from '#core/mail/outstanding.ts';
import { besideTicket, ticketEntry, ticketKeys } from '#functions/table-keys.ts';
import { asUnavailable, dynamo } from './dynamo-client.ts';
import { type EntryItem, mailsEntry, versionEntry } from './entry-items.ts';
import { deliveries, deliveryOf, type MailItem } from './mail-items.ts';
import { toNewItem } from './new-item-record.ts';
import { entryKey, type TicketItem, toTicket } from './ticket-item.ts';

/** Entries read at a time: mostly all of a day's. */
const PAGE = 20;
/** Sorts after every key with the same prefix. */
const LAST = '~';

/** Reads a ticket with its latest entries and the mails about them, from the items under its partition key. */
export function dynamoCorrespondence(
  table: string,
  client: DynamoDBDocumentClient = dynamo(),
): Outstanding['correspondence'] {
  const between = (id: string, first: string, last: string) => ({
    TableName: table,
    ConsistentRead: true,
    KeyConditionExpression: '#id = :id AND #entry BETWEEN :first AND :last',
    ExpressionAttributeNames: { '#id': ticketKeys.partition, '#entry': ticketKeys.sort },
    ExpressionAttributeValues: { ':id': id, ':first': first, ':last': last },
  });

  /** Returns the entries from a version or a time on, latest first. */
  async function latest(id: string, version: number, time: string): Promise<EntryItem[]> {
    const found: EntryItem[] = [];
    const query = between(id, versionEntry(FIRST_VERSION), `${besideTicket.entry}${LAST}`);
    const pages = paginateQuery({ client, pageSize: PAGE }, { ...query, ScanIndexForward: false });
    for await (const { Items = [] } of pages) {
      const wanted = (Items as EntryItem[]).filter((item) => item.version >= version || item.created_at > time);
      found.push(...wanted);
      if (wanted.length < Items.length) break;
    }
    return found;
  }

  async function mailsFrom(id: string, version: number): Promise<MailItem[]> {
    const pages = paginateQuery({ client }, between(id, mailsEntry(version), `${besideTicket.mail}${LAST}`));
    return (await Array.fromAsync(pages, ({ Items = [] }) => Items as MailItem[])).flat();
  }

  return async (id, version, time): Promise<Correspondence | undefined> => {
    try {
      const get = new GetCommand({ TableName: table, Key: entryKey(id, ticketEntry), ConsistentRead: true });
      const [{ Item: ticket }, entries] = await Promise.all([client.send(get), latest(id, version, time)]);
      if (!ticket) return undefined;
      const isWanted = version === 1 || ticket.created_at > time;
      const stored: object[] = [...(isWanted ? [ticket] : []), ...entries.reverse()];
      const versions = entries.map((entry) => entry.resends ?? entry.version);
      const mails = await mailsFrom(id, isWanted ? 1 : Math.min(...versions, version));
      const now = new Date().toISOString();
      return {
        ticket: toTicket(ticket as TicketItem),
        items: stored.map(toNewItem),
        latest: deliveries(mails, now),
        delivery: deliveryOf(mails, now),
      };
    } catch (error) {
      throw asUnavailable(error);
    }
  };
}

const FIRST_VERSION = 2;
