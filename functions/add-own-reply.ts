import { randomUUID } from 'node:crypto';
import { dynamo } from '#adapters/dynamo/dynamo-client.ts';
import { dynamoThreadStore } from '#adapters/dynamo/dynamo-thread-store.ts';
import { dynamoTicketStore } from '#adapters/dynamo/dynamo-ticket-store.ts';
import { dynamoUploads } from '#adapters/dynamo/dynamo-uploads.ts';
import { entryIdAt } from '#adapters/entry-id.ts';
import { environment, fileBucket, personalTable, ticketsTable, tokens } from '#adapters/environment.ts';
import { s3Files } from '#adapters/files/s3-files.ts';
import { log } from '#adapters/logger.ts';
import { randomPause } from '#adapters/random-pause.ts';
import { systemClock } from '#adapters/system-clock.ts';
import { joseCustomerTokens } from '#adapters/tokens/jose-customer-tokens.ts';
import { filesToAttach } from '#core/files/attach-files.ts';
import { byCustomer } from '#core/files/uploader.ts';
import { addMessage } from '#core/ticket/add-message.ts';
import { ownedBy } from '#core/ticket/owned-by.ts';
import { anyCustomer } from '#http/edge/callers.ts';
import { endpoint, ok } from '#http/edge/endpoint.ts';
import { toOwnTicketJson } from '#http/own-tickets/own-ticket-json.ts';
import { addOwnReplyContract } from '#http/own-tickets/own-tickets.ts';

const env = environment({ ticketsTable, personalTable, fileBucket, tokens });
const tickets = dynamoTicketStore(env.ticketsTable, dynamo(), env.personalTable);
const uploads = dynamoUploads(env.personalTable);
const files = s3Files(env.fileBucket);
const threads = dynamoThreadStore(env.ticketsTable);
const world = { tickets, threads, clock: systemClock, newEntryId: entryIdAt, pause: randomPause };
const fileWorld = { uploads, files, clock: systemClock, newId: randomUUID };

export const handler = endpoint({
  log,
  contract: addOwnReplyContract,
  caller: anyCustomer(joseCustomerTokens(env.tokens, log)),
  handle: async ({ caller: { customer }, path, headers, body: { attachments, ...body }, files: given }) => {
    const reply = { ...body, kind: 'reply', author: { type: 'customer' } } as const;
    const { userId, email, creditsPurchased } = customer;
    const draft = {
      ...reply,
      files: filesToAttach(fileWorld, byCustomer(customer), { uploads: attachments, given }),
      contact: { userId, email, creditsPurchased },
      idempotencyKey: headers['idempotency-key'],
    };
    const { ticket, message } = await addMessage(world, path.ticket_id, draft, { of: ownedBy(customer) });
    return ok(toOwnTicketJson(ticket, [message]));
  },
});
