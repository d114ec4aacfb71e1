import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { sendForm } from '#site/files/upload.ts';
import { file, now } from './uploads-under-test.ts';

/** A browser's request, as far as it is used here. */
class Request {
  static sent: Request[] = [];
  readonly upload: { onprogress?: (event: { loaded: number; total: number }) => void } = {};
  onloadend?: () => void;
  status = 0;
  address = '';
  body = new FormData();
  open(method: string, address: string): void {
    this.address = `${method} ${address}`;
  }
  send(body: FormData): void {
    this.body = body;
    Request.sent.push(this);
  }
  abort(): void {
    this.end(0);
  }
  end(status: number): void {
    this.status = status;
    this.onloadend?.();
  }
}

beforeEach(() => {
  Request.sent = [];
  vi.stubGlobal('XMLHttpRequest', Request);
  vi.useFakeTimers();
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

function sending() {
  const form = { upload_id: '1', url: 'https://bucket/', fields: { key: 'k', policy: 'p' }, expires_at: `${now}` };
  const [abort, parts] = [new AbortController(), [] as number[]];
  const outcome = sendForm(form, file('a.txt'), abort.signal, (part) => parts.push(part)).then(
    () => 'sent',
    ({ problem }) => problem,
  );
  const [request = expect.fail()] = Request.sent;
  return { abort, parts, outcome, request };
}

describe('a file', () => {
  it('is sent with its form, after all of its fields', async () => {
    const { request, parts, outcome } = sending();
    expect([request.address, [...request.body.keys()]]).toEqual(['POST https://bucket/', ['key', 'policy', 'file']]);
    request.upload.onprogress?.({ loaded: 1, total: 4 });
    request.end(204);
    expect([await outcome, parts]).toEqual(['sent', [0.25]]);
  });

  it.each([
    [0, 'connection'],
    [503, 'connection'],
    [403, 'expired'],
    [400, 'expired'],
  ])('that ends with %i fails: %s', async (status, problem) => {
    const { request, outcome } = sending();
    request.end(status);
    expect(await outcome).toBe(problem);
  });

  it('can be canceled', async () => {
    const { abort, outcome } = sending();
    abort.abort();
    expect(await outcome).toBe('connection');
  });

  it('is given up after a minute without progress', async () => {
    const { request, outcome } = sending();
    vi.advanceTimersByTime(59_000);
    request.upload.onprogress?.({ loaded: 1, total: 4 });
    vi.advanceTimersByTime(59_000);
    expect(request.onloadend).toBeDefined();
    const still = await Promise.race([outcome, 'still']);
    vi.advanceTimersByTime(1000);
    expect([still, await outcome]).toEqual(['still', 'connection']);
  });
});
