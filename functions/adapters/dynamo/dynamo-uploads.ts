import { createHash } from 'node:crypto';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Claim, Upload, Uploader, UploadStore, Uploads } from '#core/files/ports.ts';
import { personalEntries, personalKeys } from '#functions/table-keys.ts';
import { asUnavailable, dynamo } from './dynamo-client.ts';
import { retryOnConflict } from './retry-on-conflict.ts';

interface UploadItem {
  id: string;
  name: string;
  type: string;
  size: number;
  expires_at: string;
}

/** Everything that an uploader has uploaded is one item, so that its limits are kept and each upload is claimed once. */
interface UploadsItem {
  uploads: UploadItem[];
  day: string;
  bytes: number;
  revision: number;
}

/** Stores uploads in the table of what belongs to one person, beside an agent's marks; a customer has a key that no agent's id can be. */
export function dynamoUploads(table: string, client: DynamoDBDocumentClient = dynamo()): UploadStore {
  return {
    async of(uploader) {
      try {
        const get = new GetCommand({ TableName: table, Key: keyOf(uploader), ConsistentRead: true });
        const { Item } = await client.send(get);
        return Item ? toUploads(Item as UploadsItem) : { unclaimed: [], day: '', bytes: 0, revision: 0 };
      } catch (error) {
        throw asUnavailable(error);
      }
    },
    async change(claim) {
      try {
        await retryOnConflict(() => client.send(new PutCommand(claimingPut(table, claim))));
        return true;
      } catch (error) {
        // It may be this very write, sent again by the SDK.
        if (error instanceof ConditionalCheckFailedException) return false;
        throw asUnavailable(error);
      }
    },
  };
}

/** Returns the write that replaces the uploads of a claim, if their revision is still the one it was based on. */
export const claimingPut = (table: string, { uploader, before, after }: Claim) => ({
  TableName: table,
  Item: { ...keyOf(uploader), ...toItem(after) },
  ...(before.revision === 0
    ? { ConditionExpression: 'attribute_not_exists(revision)' }
    : { ConditionExpression: 'revision = :read', ExpressionAttributeValues: { ':read': before.revision } }),
});

const keyOf = (uploader: Uploader) => ({
  [personalKeys.partition]: uploader.type === 'agent' ? uploader.id : customerKey(uploader),
  [personalKeys.sort]: personalEntries.uploads,
});

/** Hashed, because a user id may be an address, and longer than a key. */
const customerKey = ({ issuer, userId }: { readonly issuer: string; readonly userId: string }): string =>
  `customer#${createHash('sha256')
    .update(JSON.stringify([issuer, userId]))
    .digest('hex')}`;

const toItem = ({ unclaimed, day, bytes, revision }: Uploads): UploadsItem => ({
  uploads: unclaimed.map(({ id, name, type, size, expiresAt }) => ({ id, name, type, size, expires_at: expiresAt })),
  day,
  bytes,
  revision,
});

const toUploads = ({ uploads, day, bytes, revision }: UploadsItem): Uploads => ({
  unclaimed: uploads.map(
    ({ id, name, type, size, expires_at: expiresAt }): Upload => ({ id, name, type, size, expiresAt }),
  ),
  day,
  bytes,
  revision,
});
