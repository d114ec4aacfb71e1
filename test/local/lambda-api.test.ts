import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { describe, expect, it, onTestFinished } from 'vitest';
import { clientOf } from '#test/adapters/mail/ses-that.ts';
import type { Lambda } from './lambda.ts';
import { startLambdaApi } from './lambda-api.ts';

async function setUp() {
  const invoked: [name: string, event: object][] = [];
  const invoke = (async (name: string, event: object) => {
    invoked.push([name, event]);
    if ('bad' in event) throw new Error('It failed.');
    return 'nothing' in event ? undefined : { done: true };
  }) as Lambda['invoke'];
  const api = await startLambdaApi(['notify'], invoke);
  onTestFinished(api.close);
  const client = new LambdaClient(clientOf(api.url));
  onTestFinished(() => client.destroy());
  return {
    url: api.url,
    invoked,
    async ask(FunctionName: string, event: object) {
      const { FunctionError, Payload } = await client.send(
        new InvokeCommand({ FunctionName, Payload: JSON.stringify(event) }),
      );
      return { error: FunctionError, payload: JSON.parse(Payload?.transformToString() ?? '') };
    },
  };
}

describe('the local Lambda’s API', () => {
  it('invokes a function by its name or ARN, and returns what it returned', async () => {
    const { ask, invoked } = await setUp();
    const arn = 'arn:aws:lambda:eu-central-1:000000000000:function:notify';
    for (const name of ['notify', arn, `${arn}:$LATEST`]) {
      expect(await ask(name, { name })).toEqual({ error: undefined, payload: { done: true } });
      expect(invoked.at(-1)).toEqual(['notify', { name }]);
    }
    expect(await ask('notify', { nothing: true })).toEqual({ error: undefined, payload: null });
  });

  it('says so if the function failed, or if there is none', async () => {
    const { ask } = await setUp();
    expect(await ask('notify', { bad: true })).toMatchObject({ error: 'Unhandled' });
    await expect(ask('another', {})).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it('does nothing for a request that isn’t signed, as a website could send it', async () => {
    const { url, invoked } = await setUp();
    const path = '/2015-03-31/functions/notify/invocations';
    expect((await fetch(url + path, { method: 'POST', body: '{}' })).status).toBe(403);
    expect(invoked).toEqual([]);
  });
});
