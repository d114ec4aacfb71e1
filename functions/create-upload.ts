import { randomUUID } from 'node:crypto';
import { dynamoAgentKeys } from '#adapters/dynamo/dynamo-agent-keys.ts';
import { dynamoUploads } from '#adapters/dynamo/dynamo-uploads.ts';
import { agentsTable, environment, fileBucket, personalTable } from '#adapters/environment.ts';
import { s3Files } from '#adapters/files/s3-files.ts';
import { log } from '#adapters/logger.ts';
import { randomPause } from '#adapters/random-pause.ts';
import { systemClock } from '#adapters/system-clock.ts';
import { createUpload } from '#core/files/create-upload.ts';
import { agent } from '#http/edge/callers.ts';
import { endpoint } from '#http/edge/endpoint.ts';
import { createdUpload, createUploadContract } from '#http/files/create-upload.ts';

const env = environment({ personalTable, fileBucket, agentsTable });
const uploads = dynamoUploads(env.personalTable);
const files = s3Files(env.fileBucket);
const world = { uploads, files, clock: systemClock, newId: randomUUID, pause: randomPause };

export const handler = endpoint({
  log,
  contract: createUploadContract,
  caller: agent(dynamoAgentKeys(env.agentsTable)),
  handle: async ({ caller: { id }, body }) => createdUpload(await createUpload(world, { type: 'agent', id }, body)),
});
