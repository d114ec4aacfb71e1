import { randomBytes } from 'node:crypto';
import { GetParameterCommand, ParameterNotFound, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { replyKeysJson } from '#adapters/tokens/ssm-reply-keys.ts';
import { replyKeysParameter } from '#lib/function-environment.ts';

/** The options of `desk mail rotate-key`, for `parseArgs`. */
export const rotateKeyOptions = {
  stack: { type: 'string', default: 'SupportDesk' },
  region: { type: 'string' },
} as const;

interface RotateKeyValues {
  readonly stack: string;
  readonly region?: string | undefined;
}

/** An id has one hexadecimal digit. */
const IDS = 16;

/**
 * `mail rotate-key`: makes a new key for reply addresses, or the first one. The one before it stays valid, so that replies to mails that are out already
 * arrive; older ones don't.
 */
export async function rotateKey({ stack, region }: RotateKeyValues, print: (line: string) => void): Promise<void> {
  const client = new SSMClient(region === undefined ? {} : { region });
  const Name = replyKeysParameter({ stackName: stack });
  const [current] = await storedKeys(client, Name);
  const id = current === undefined ? 0 : (Number.parseInt(current.id, IDS) + 1) % IDS;
  const key = { id: id.toString(IDS), secret: randomBytes(32).toString('base64url') };
  const Value = JSON.stringify(current ? [key, current] : [key]);
  await client.send(new PutParameterCommand({ Name, Value, Type: 'SecureString', Overwrite: true }));
  print(
    current
      ? `Reply addresses are signed with a new key from now on, within five minutes. Replies to addresses from before stay valid until the next rotation.`
      : `Made the first key for reply addresses, ${Name}. Mails invite customers to reply to them within five minutes.`,
  );
}

async function storedKeys(client: SSMClient, Name: string) {
  try {
    const { Parameter } = await client.send(new GetParameterCommand({ Name, WithDecryption: true }));
    return replyKeysJson.parse(JSON.parse(Parameter?.Value ?? '[]'));
  } catch (error) {
    if (error instanceof ParameterNotFound) return [];
    throw error;
  }
}
