import { dynamoThreadStore } from '#adapters/dynamo/dynamo-thread-store.ts';
import { dynamoTicketStore } from '#adapters/dynamo/dynamo-ticket-store.ts';
import { environment, fileBucket, ticketsTable, tokens } from '#adapters/environment.ts';
import { s3Files } from '#adapters/files/s3-files.ts';
import { log } from '#adapters/logger.ts';
import { systemClock } from '#adapters/system-clock.ts';
import { joseCustomerTokens } from '#adapters/tokens/jose-customer-tokens.ts';
import { linkToFile } from '#core/files/link-to-file.ts';
import { findOwnFile } from '#core/ticket/find-file.ts';
import { ownedBy } from '#core/ticket/owned-by.ts';
import { anyCustomer } from '#http/edge/callers.ts';
import { endpoint } from '#http/edge/endpoint.ts';
import { getOwnFileContract } from '#http/files/get-file.ts';
import { okLink } from '#http/ticket/link-json.ts';

const env = environment({ ticketsTable, fileBucket, tokens });
const tickets = dynamoTicketStore(env.ticketsTable);
const threads = dynamoThreadStore(env.ticketsTable);
const files = s3Files(env.fileBucket);

export const handler = endpoint({
  log,
  contract: getOwnFileContract,
  caller: anyCustomer(joseCustomerTokens(env.tokens, log)),
  handle: async ({ caller: { customer }, path: { ticket_id: id, file_id: fileId } }) => {
    const found = await findOwnFile({ tickets, threads }, id, fileId, ownedBy(customer));
    return okLink(await linkToFile({ files, clock: systemClock }, found));
  },
});
