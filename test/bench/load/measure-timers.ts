import { randomUUID } from 'node:crypto';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { dynamoDueStore } from '#adapters/dynamo/dynamo-due-store.ts';
import { dynamoSwitchedOn } from '#adapters/dynamo/dynamo-switched-on.ts';
import { systemClock } from '#adapters/system-clock.ts';
import { later } from '#core/due/due-entry.ts';
import { addressHash } from '#core/mail/address.ts';
import { dueMailOf } from '#core/mail/new-item.ts';
import { DESK } from '#core/mail/switched-on.ts';
import { startEngineThread } from '#test/bench/engine-thread.ts';
import { atMost, beside, exactly, type Figure } from '#test/bench/figure.ts';
import { fill, newTicket } from '#test/bench/fill.ts';
import { inTurn, median, timed } from '#test/bench/median.ts';
import { completed, tables } from '#test/bench/stage.ts';
import { awsEnvironment, localDocumentClient } from '#test/local/desk.ts';
import { createTables } from '#test/local/dynamodb/tables.ts';
import { deskFunctions } from '#test/local/functions.ts';
import { startLambda } from '#test/local/lambda.ts';
import { startMailService } from '#test/local/mail-service.ts';
import { startParameterStore } from '#test/local/parameter-store.ts';
import { localMail, localSettings, TOKEN_SECRET_PARAMETER } from '#test/local/settings.ts';
import { websiteToken } from '#test/local/website-tokens.ts';
import { ticketOf } from '#test/mail/ticket-of.ts';
import { LARGE } from './sizes.ts';

const DUE = 2_000;
/** A confirmation, and a notification. */
const MAILS_A_TICKET = 2;
const MINUTE_MS = 60_000;
const WARM_UP = 100;
/** Submits before the sweeper runs. */
const ROUNDS = 300;
const MAX_SLOWER = 1.25;
const shop = 'https://www.example.com';
/** The one of `deskFunctions`. */
const CONFIGURATION_SET = 'local';

/**
 * Measures a run of the sweeper on an old desk, where 2,000 tickets that are due in one minute owe two mails each: that none is missed and none sent
 * twice, and how much longer a submit takes meanwhile than on another desk of the same size that isn't swept. Both are asked in turn, because all share
 * this machine's processors, as functions in AWS don't. Each function and each engine has a thread of its own.
 */
export async function measureTimers(build: string): Promise<Figure[]> {
  const [swept, other] = [await startFunctions(build), await startFunctions(build)];
  try {
    await fill(other.client, LARGE);
    await fillSwept(swept.client);
    const due = async () => (await Array.fromAsync(dynamoDueStore(tables.views, swept.client).before())).flat().length;
    const owed = await due();
    const subjects = { swept: () => timed(swept.submit), other: () => timed(other.submit) };
    await inTurn(WARM_UP, subjects);
    const before = await inTurn(ROUNDS, subjects);
    let isRunning = true;
    const run = timed(swept.runDue).finally(() => {
      isRunning = false;
    });
    const during = { swept: [] as number[], other: [] as number[] };
    while (isRunning) {
      during.swept.push(await subjects.swept());
      during.other.push(await subjects.other());
    }
    const seconds = (await run) / 1000;
    const sent = await swept.mails.sent();
    const different = new Set(sent.map((mail) => [ticketOf(mail), ...mail.destination.to].join(' ')));
    const [without, meanwhile, nextToIt] = [median(before.swept), median(during.swept), median(during.other)];
    const inMs = (milliseconds: number) => `${milliseconds.toFixed(2)} ms`;
    return [
      beside(`seconds to look after ${counted(owed)} of ${counted(LARGE)} tickets`, seconds.toFixed(1)),
      exactly(`due entries left of ${counted(owed)}`, await due(), 0),
      exactly('mails sent', sent.length, MAILS_A_TICKET * DUE),
      exactly('different mails among them', different.size, MAILS_A_TICKET * DUE),
      beside(
        `submit during a sweep (${inMs(meanwhile)}) ÷ before it (${inMs(without)})`,
        (meanwhile / without).toFixed(2),
      ),
      atMost(
        `submit during a sweep (${inMs(meanwhile)}) ÷ on the desk next to it (${inMs(nextToIt)})`,
        meanwhile / nextToIt,
        MAX_SLOWER,
      ),
    ];
  } finally {
    await Promise.all([swept.close(), other.close()]);
  }
}

const counted = (number: number) => number.toLocaleString('en');

/** Starts the functions of a desk that sends mail, and what they use. */
async function startFunctions(build: string) {
  const tokenSecret = 'a secret that only the benchmark knows';
  const [engine, mails, parameterStore] = await Promise.all([
    startEngineThread(),
    startMailService(),
    startParameterStore(TOKEN_SECRET_PARAMETER, tokenSecret),
  ]);
  const client = localDocumentClient(engine.endpoint);
  await createTables(client, tables);
  const settings = localSettings(`${shop}/pricing`, { mail: localMail(shop) });
  const endpoints = awsEnvironment({ dynamodb: engine.endpoint, ssm: parameterStore.endpoint, sesv2: mails.url });
  const lambda = startLambda(deskFunctions(build, settings, tables, shop), endpoints);
  for (const output of lambda.output) output.resume();
  const token = await websiteToken(tokenSecret, { sub: 'u1', email: 'a@example.com', credits_purchased: 100 });
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const { subject, message } = newTicket();
  const draft = completed({ headers, body: JSON.stringify({ subject, message }) });
  return {
    client,
    mails,
    async submit() {
      const { statusCode } = await lambda.invoke<APIGatewayProxyStructuredResultV2>('submit-ticket', draft);
      if (statusCode !== 200) throw new Error(`A submit returned ${statusCode}.`);
    },
    runDue: () => lambda.invoke('run-due', { time: new Date().toISOString() }),
    async close() {
      await lambda.close();
      client.destroy();
      parameterStore.close();
      await mails.close();
      await engine.close();
    },
  };
}

/** Stores the tickets, of which some were submitted within a minute, ten minutes ago, and owe their mails since. */
async function fillSwept(client: DynamoDBDocumentClient): Promise<void> {
  const now = systemClock.timestamp();
  const names = [DESK, ...localMail(shop).adminAddresses.map(addressHash)];
  await dynamoSwitchedOn(tables.views, CONFIGURATION_SET, client).times(names, later(now, -60 * MINUTE_MS));
  await fill(client, LARGE - DUE);
  const due = dynamoDueStore(tables.views, client);
  const submitted = Array.from({ length: DUE }, (_, index) => ({
    id: randomUUID(),
    createdAt: later(now, -10 * MINUTE_MS + (index * MINUTE_MS) / DUE),
  }));
  await fill(client, DUE, (index) => submitted[index] ?? {});
  for (const changes of submitted) {
    const entry = dueMailOf({ type: 'ticket', ticket: { ...newTicket(), ...changes }, imported: false });
    if (entry) await due.put(entry);
  }
}
