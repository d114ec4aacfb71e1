import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { type Calendar, calendarHash } from '#core/hours/calendar.ts';
import type { TicketStore } from '#core/ticket/ports.ts';
import { calendarRecord } from '#functions/table-keys.ts';
import { throwAsUnavailable } from './dynamo-client.ts';
import { retryOnConflict } from './retry-on-conflict.ts';
import { entryKey } from './ticket-item.ts';

/** A calendar in the tickets table, under its hash. */
export interface CalendarItem {
  entry: typeof calendarRecord.entry;
  time_zone: string;
  periods: Calendar['periods'];
  days_off: Calendar['daysOff'];
}

/**
 * Stores calendars beside the tickets. What this process stored or read it remembers: a calendar never changes, so most tickets cost no request
 * more. It is written without looking, as whatever is there is the same.
 */
export function dynamoCalendars(
  client: DynamoDBDocumentClient,
  table: string,
): Pick<TicketStore, 'keepCalendar' | 'calendar'> {
  const known = new Map<string, Calendar>();
  return {
    async keepCalendar(calendar) {
      const hash = calendarHash(calendar);
      if (known.has(hash)) return;
      const put = new PutCommand({ TableName: table, Item: { ...keyOf(hash), ...toItem(calendar) } });
      await retryOnConflict(() => client.send(put)).catch(throwAsUnavailable);
      known.set(hash, calendar);
    },
    async calendar(hash) {
      const remembered = known.get(hash);
      if (remembered) return remembered;
      const get = new GetCommand({ TableName: table, Key: keyOf(hash), ConsistentRead: true });
      const { Item } = await client.send(get).catch(throwAsUnavailable);
      const calendar = Item && toCalendar(Item as CalendarItem);
      if (calendar) known.set(hash, calendar);
      return calendar;
    },
  };
}

const keyOf = (hash: string) => entryKey(`${calendarRecord.partition}${hash}`, calendarRecord.entry);

const toItem = ({ timeZone, periods, daysOff }: Calendar): Omit<CalendarItem, 'entry'> => ({
  time_zone: timeZone,
  periods,
  days_off: daysOff,
});

const toCalendar = ({ time_zone, periods, days_off }: CalendarItem): Calendar => ({
  timeZone: time_zone,
  periods,
  daysOff: days_off,
});
