import { vi } from 'vitest';
import type { Announce, SendForm, UploadError } from '#site/files/upload.ts';
import { Uploads } from '#site/files/uploads.ts';

/** Waits until `check` no longer throws. */
export const until = <T>(check: () => T): Promise<T> => vi.waitFor(check, { interval: 1 });

export const now = Date.parse('2026-01-01T12:00:00Z');
export const TWO_HOURS = 2 * 3_600_000;

/** A file with so many bytes, or with a text. */
export const file = (name: string, content: number | string = 3, type = 'text/plain') =>
  new File([typeof content === 'number' ? new Uint8Array(content) : content], name, { type });

/** Uploads whose requests end when a test says so, by the names of their files; the device's clock may differ from the desk's. */
export function uploadsUnderTest(clock = now) {
  const announced: string[] = [];
  const requests = new Map<string, { progress: (part: number) => void; end: PromiseWithResolvers<void> }>();
  /** Refusals of the API, the next one first. */
  const refusals: UploadError[] = [];
  const changed = vi.fn();
  const announce: Announce = async ({ name }) => {
    announced.push(name);
    const refusal = refusals.shift();
    if (refusal) throw refusal;
    const expires_at = new Date(now + TWO_HOURS).toISOString();
    return { upload_id: `${name} #${announced.length}`, url: '', fields: {}, expires_at };
  };
  const send: SendForm = (_, { name }, signal, progress) => {
    const end = Promise.withResolvers<void>();
    requests.set(name, { progress, end });
    signal.addEventListener('abort', () => {
      requests.delete(name);
      end.reject(signal.reason);
    });
    return end.promise;
  };
  const uploads = new Uploads({ announce, send, clock: () => clock, changed });
  const request = (name: string) =>
    until(() => {
      const found = requests.get(name);
      if (!found) throw new Error(`${name} isn’t being sent`);
      return found;
    });
  const find = (name: string) => {
    const found = uploads.all.find((one) => one.name === name);
    if (!found) throw new Error(`No ${name}`);
    return found;
  };
  const is = (name: string, state: string) =>
    until(() => {
      const { state: now, problem } = find(name);
      if ((problem?.reason ?? now) !== state) throw new Error(`${name} is ${problem?.reason ?? now}`);
    });
  return {
    uploads,
    announced,
    refusals,
    changed,
    find,
    is,
    sending: () => [...requests.keys()],
    /** All files with their states, or the reasons why they failed. */
    states: () => uploads.all.map(({ name, state, problem }) => `${name} ${problem?.reason ?? state}`),
    progress: async (name: string, part: number) => (await request(name)).progress(part),
    async end(name: string, error?: UploadError) {
      const { end } = await request(name);
      requests.delete(name);
      if (error) end.reject(error);
      else end.resolve();
      await is(name, error?.problem ?? 'done');
    },
  };
}
