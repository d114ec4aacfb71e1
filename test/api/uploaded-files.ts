import { expect } from 'vitest';
import { type DeskUnderTest, json } from './desk-under-test.ts';

type Sender = DeskUnderTest['asCustomer'] | DeskUnderTest['asAgent'];

/** A form that a desk returned. */
export interface Announced {
  readonly upload_id: string;
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly expires_at: string;
}

/** The first bytes of each type, and a little more. */
export const png = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(40, 1)]);

/** Announces a file. */
export async function announce(
  as: Sender,
  path: string,
  content: Uint8Array,
  name = 'report.txt',
  type = 'text/plain',
  claims: Record<string, unknown> = {},
): Promise<Announced> {
  const { status, json: answer } = await as('POST', path, json({ name, type, size: content.length }), claims);
  expect(status).toBe(201);
  return answer;
}

/** Sends a file with a form, as a browser does. */
export async function send({ url, fields }: Announced, content: Uint8Array<ArrayBuffer>): Promise<Response> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', new Blob([content]), 'any.bin');
  return fetch(url, { method: 'POST', body: form });
}

/** The files of one sender's messages. */
export function uploading(as: Sender, path: string) {
  /** Announces and sends a file; returns the upload's id. */
  return async (
    content: Uint8Array<ArrayBuffer>,
    name?: string,
    type?: string,
    claims: Record<string, unknown> = {},
  ): Promise<string> => {
    const announced = await announce(as, path, content, name, type, claims);
    expect((await send(announced, content)).status).toBe(204);
    return announced.upload_id;
  };
}

/** Returns a file's content and headers by a link. */
export async function load(url: string) {
  const response = await fetch(url);
  return { status: response.status, headers: response.headers, content: Buffer.from(await response.arrayBuffer()) };
}
