import { randomUUID } from 'node:crypto';
import type { DynamoDBRecord } from 'aws-lambda';
import { batchWrite } from '#adapters/dynamo/batch-write.ts';
import { toEntryItem } from '#adapters/dynamo/entry-items.ts';
import { wordKey } from '#adapters/dynamo/view-items.ts';
import { systemClock } from '#adapters/system-clock.ts';
import { prices } from '#bin/cost/prices.ts';
import { requests } from '#bin/cost/requests.ts';
import type { Author } from '#core/ticket/author.ts';
import { withMessage } from '#core/ticket/message.ts';
import type { Ticket } from '#core/ticket/ticket.ts';
import { measureQueries } from '#test/bench/search/measure-queries.ts';
import { insertionOf, recordOf } from '#test/stream/records.ts';
import { atMost, beside, type Figure } from './figure.ts';
import { newTicket } from './fill.ts';
import { type Stage, setStage, tables } from './stage.ts';
import { evenNumbers, vocabulary, zipfTexts } from './zipf-texts.ts';

const TICKETS = 150;
/** Of a message; a reply has half as many, or as many. */
const WORDS = 60;
const MOST_USD = 0.1;

/** Measures search on a desk whose dictionary has its words: the cost of indexing tickets with two replies, and what searches take in desks of three sizes. */
export async function measureSearch(build: string): Promise<Figure[]> {
  const stage = await setStage(build, { metered: true });
  try {
    await fillDictionary(stage);
    const { usd, writes, reads } = await indexing(stage, WORDS / 2);
    const long = await indexing(stage, WORDS);
    return [
      beside('write units to index a ticket of 60 words with two replies of 30', writes.toFixed(1)),
      beside('read units to index it', reads.toFixed(1)),
      atMost('US dollars to index a thousand of them', usd, MOST_USD, 4),
      beside('US dollars if the replies have 60 words, too', long.usd.toFixed(4)),
      ...(await measureQueries()),
    ];
  } finally {
    await stage.close();
  }
}

interface Units {
  readonly readUnits: number;
  readonly writeUnits: number;
}

async function fillDictionary({ client }: Stage): Promise<void> {
  const words = vocabulary.map((word) => ({ PutRequest: { Item: wordKey(word) } }));
  await batchWrite(client, tables.views, words);
}

/** Of all that keeps the views up to date, the index is what is left without the folds, which `npm run desk -- cost` counts apart. */
async function indexing(stage: Stage, replyWords: number) {
  const texts = zipfTexts(evenNumbers(1));
  const total = { readUnits: 0, writeUnits: 0 };
  for (let count = 0; count < TICKETS; count += 1) {
    for (const { records, folded } of conversation(texts, replyWords, count)) {
      stage.meter.take();
      await stage.follow('project-views', { Records: [...records] });
      for (const { readUnits, writeUnits } of stage.meter.take()) {
        total.readUnits += readUnits;
        total.writeUnits += writeUnits;
      }
      total.readUnits -= folded.readUnits;
      total.writeUnits -= folded.writeUnits;
    }
  }
  const [writes, reads] = [total.writeUnits / TICKETS, total.readUnits / TICKETS];
  return { writes, reads, usd: 1000 * (writes * prices.writeUnit.usd + reads * prices.readUnit.usd) };
}

/** A ticket, an agent's reply and the customer's, with what their folds take. */
function conversation(
  texts: (words: number) => string,
  replyWords: number,
  customer: number,
): { records: DynamoDBRecord[]; folded: Units }[] {
  const now = systemClock.timestamp();
  const ticket: Ticket = {
    ...newTicket(),
    ...{ status: 'open', statusBeforeClosing: null, closedAt: null, createdAt: now },
    ...{
      userId: `customer-${customer}`,
      userEmail: `${texts(1)}@${texts(1)}.example`,
      subject: texts(6),
      message: texts(WORDS),
    },
  };
  const agent: Author = { type: 'agent', id: randomUUID(), name: 'Dana' };
  const reply = (to: Ticket, author: Author) => {
    const body = texts(replyWords);
    const after = { ...withMessage(to, { kind: 'reply', author, body }, now), version: to.version + 1 };
    const entry = {
      id: randomUUID(),
      version: after.version,
      kind: 'reply',
      author,
      createdAt: now,
      changes: [],
      body,
    } as const;
    return { after, records: [recordOf({ ticket: after }, 1), insertionOf(toEntryItem(to.id, entry, to.createdAt))] };
  };
  const first = reply(ticket, agent);
  const second = reply(first.after, { type: 'customer' });
  return [
    { records: [recordOf({ ticket }, 1)], folded: requests.viewsOfSubmit },
    { records: first.records, folded: requests.viewsOfReply },
    { records: second.records, folded: requests.viewsOfReply },
  ];
}
