import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLambda } from './lambda.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'support-desk-lambda-'));
});
afterAll(() => rm(folder, { recursive: true }));

let files = 0;
/** A Lambda of one function, whose module this is. */
async function lambdaOf(module: string, { timeoutSeconds = 10, environment = {} } = {}) {
  files += 1;
  const file = join(folder, `${files}.mjs`);
  await writeFile(file, module);
  const lambda = startLambda([{ name: 'it', file, environment, timeoutSeconds }], { AWS_REGION: 'eu-central-1' });
  const printed = lambda.output.map((stream) => text(stream));
  return {
    invoke: (event: object = {}) => lambda.invoke<unknown>('it', event),
    /** Ends it; returns what it printed. */
    async end() {
      await lambda.close();
      return Promise.all(printed);
    },
  };
}

describe('a function', () => {
  it('keeps what it knows from one invocation to the next, and begins with the first', async () => {
    const { invoke, end } = await lambdaOf(`
      console.log('cold start');
      let count = 0;
      export const handler = async ({ name }) => ({ count: ++count, name });
    `);
    expect(await invoke({ name: 'a' })).toEqual({ count: 1, name: 'a' });
    expect(await invoke({ name: 'b' })).toEqual({ count: 2, name: 'b' });
    expect(await end()).toEqual(['cold start\n', '']);
    const unused = await lambdaOf(`console.log('cold start');`);
    expect(await unused.end()).toEqual(['', '']);
  });

  it('sees its own environment and what Lambda sets, and nothing of this process', async () => {
    const { invoke, end } = await lambdaOf('export const handler = async () => process.env;', {
      environment: { TICKETS_TABLE: 'tickets' },
    });
    expect(await invoke()).toEqual({ TICKETS_TABLE: 'tickets', AWS_REGION: 'eu-central-1' });
    await end();
  });

  it('returns JSON, after all that it printed', async () => {
    const { invoke, end } = await lambdaOf(`
      export const handler = async () => {
        console.error('a problem');
        return { at: new Date(0), nothing: undefined };
      };
    `);
    expect(await invoke()).toEqual({ at: '1970-01-01T00:00:00.000Z' });
    expect(await end()).toEqual(['', 'a problem\n']);
  });

  it('that throws, or cannot be imported, rejects the invocation', async () => {
    const throwing = await lambdaOf(`export const handler = async () => { throw new TypeError('No.'); };`);
    await expect(throwing.invoke()).rejects.toThrow('TypeError: No.');
    await throwing.end();
    const broken = await lambdaOf(`throw new Error('TICKETS_TABLE is not set.');`);
    await expect(broken.invoke()).rejects.toThrow('TICKETS_TABLE is not set.');
    await broken.end();
  });

  it('is frozen between invocations: what it left undone goes on in the next', async () => {
    const { invoke, end } = await lambdaOf(`
      const beats = [];
      const beat = () => beats.push(performance.now());
      export const handler = async ({ wait }) => {
        if (!wait) {
          beat();
          setInterval(beat, 1);
        } else await new Promise((resolve) => setTimeout(resolve, wait));
        return beats.slice(1).map((at, index) => at - beats[index]);
      };
    `);
    await invoke();
    const thawed = performance.now() + 200;
    await expect.poll(() => performance.now(), { interval: 50 }).toBeGreaterThan(thawed);
    const pauses = (await invoke({ wait: 50 })) as number[];
    expect(Math.max(...pauses)).toBeGreaterThan(150);
    expect(pauses.length).toBeGreaterThan(2);
    await end();
  });

  it('that takes longer than its timeout is ended, and begins anew', async () => {
    const { invoke, end } = await lambdaOf(
      `
        let count = 0;
        export const handler = async ({ forever }) => {
          count += 1;
          if (forever) await new Promise(() => setInterval(() => {}, 1000));
          return count;
        };
      `,
      { timeoutSeconds: 0.5 },
    );
    expect(await invoke()).toBe(1);
    await expect(invoke({ forever: true })).rejects.toThrow('Task timed out after 0.50 seconds');
    expect(await invoke()).toBe(1);
    await end();
  });

  it('may return 6,291,556 bytes, as the JSON of its response counts them', async () => {
    const { invoke, end } = await lambdaOf(
      `export const handler = async ({ body, length }) => ({ body: body.repeat(length) });`,
    );
    const around = '{"body":""}'.length;
    await invoke({ body: 'a', length: 6_291_556 - around });
    await expect(invoke({ body: 'a', length: 6_291_557 - around })).rejects.toThrow('(6291557 bytes) exceeded');
    await expect(invoke({ body: '"', length: 4_000_000 })).rejects.toThrow('exceeded maximum allowed payload size');
    await end();
  });
});
