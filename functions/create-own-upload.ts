import { randomUUID } from 'node:crypto';
import { dynamoUploads } from '#adapters/dynamo/dynamo-uploads.ts';
import { environment, fileBucket, personalTable, tokens } from '#adapters/environment.ts';
import { s3Files } from '#adapters/files/s3-files.ts';
import { log } from '#adapters/logger.ts';
import { randomPause } from '#adapters/random-pause.ts';
import { systemClock } from '#adapters/system-clock.ts';
import { joseCustomerTokens } from '#adapters/tokens/jose-customer-tokens.ts';
import { createUpload } from '#core/files/create-upload.ts';
import { byCustomer } from '#core/files/uploader.ts';
import { anyCustomer } from '#http/edge/callers.ts';
import { endpoint } from '#http/edge/endpoint.ts';
import { createdUpload, createOwnUploadContract } from '#http/files/create-upload.ts';

const env = environment({ personalTable, fileBucket, tokens });
const uploads = dynamoUploads(env.personalTable);
const files = s3Files(env.fileBucket);
const world = { uploads, files, clock: systemClock, newId: randomUUID, pause: randomPause };

export const handler = endpoint({
  log,
  contract: createOwnUploadContract,
  caller: anyCustomer(joseCustomerTokens(env.tokens, log)),
  handle: async ({ caller: { customer }, body }) =>
    createdUpload(await createUpload(world, byCustomer(customer), body)),
});
