import { request } from 'node:http';
import { bucketPrefixes } from '#functions/bucket-keys.ts';
import { listenOnLoopback } from '#test/local/loopback.ts';

/** Starts a proxy before S3 that fails to store tickets' files, as often as told. */
export async function failingStore(s3: string) {
  let failures = 0;
  const { port, close } = await listenOnLoopback((from, to) => {
    if (from.method === 'PUT' && from.url?.includes(`/${bucketPrefixes.files}`) && failures > 0) {
      failures -= 1;
      from.resume().on('end', () => to.writeHead(503).end());
      return;
    }
    const { method = '', headers } = from;
    const passed = request(`${s3}${from.url}`, { method, headers }, (answer) => {
      to.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(to);
    });
    from.pipe(passed);
  }, 0);
  return {
    endpoint: `http://127.0.0.1:${port}`,
    /** The next calls that store a file fail. */
    fail: (calls: number) => {
      failures = calls;
    },
    /** The failures that are still to come. */
    left: () => failures,
    close,
  };
}
