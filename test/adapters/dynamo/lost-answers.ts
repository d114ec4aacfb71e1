import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  PutCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';

const writes = [PutCommand, UpdateCommand, DeleteCommand, TransactWriteCommand];
const lost = () => Object.assign(new Error('The connection broke.'), { code: 'ECONNRESET' });

/**
 * Returns a client of the same database whose writes meet a fate each: `done`, `not done`, `done, answer lost`, or `done twice`, as when the SDK repeats
 * a request whose answer was lost.
 */
export function withFates(client: DynamoDBDocumentClient, fateOf: (write: object) => string): DynamoDBDocumentClient {
  async function send(command: PutCommand): Promise<unknown> {
    const fate = writes.some((write) => command instanceof write) ? fateOf(command) : 'done';
    if (fate === 'not done') throw lost();
    if (fate === 'done twice') await client.send(command);
    const output = await client.send(command);
    if (fate === 'done, answer lost') throw lost();
    return output;
  }
  return new Proxy(client, { get: (target, name) => (name === 'send' ? send : Reflect.get(target, name, target)) });
}
