import { strict as assert } from 'node:assert';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { securityHeaders } from '#lib/security-headers.ts';
import { deployedDesk } from './deployed-desk.ts';
import { run } from './shell.ts';
import type { Outputs } from './stack.ts';
import { step } from './step.ts';

const root = join(import.meta.dirname, '../..');

/**
 * The browser's tests in which a deployment can make a difference: headers, caching, cross-origin requests, tickets that come through the stream.
 * `npm test` runs all of them on the local desk; with `REHEARSE=everything` they all run on the deployed one, too.
 */
const browserTests =
  process.env.REHEARSE === 'everything'
    ? ['test/browser']
    : ['dashboard-safety', 'dashboard-tickets', 'dashboard-insight', 'support-form-embedded', 'support-tickets'].map(
        (name) => `test/browser/${name}`,
      );

/** Runs the tests of S3, which the local one passes, too, and end-to-end tests on the deployed desk: one file after another, because they share it. */
export async function runSuite(outputs: Outputs): Promise<void> {
  await step('compare the headers of the site with the stack’s', () => compareHeaders(outputs));
  const summary = (output: string) => /Tests +(.*)/.exec(stripVTControlCharacters(output))?.[1] ?? '';
  const s3 = 'vitest run --no-file-parallelism --reporter=dot test/local/s3';
  await step(s3, () => run(s3, root, { S3_ENDPOINT: process.env.AWS_ENDPOINT_URL }), summary);
  const suite = `vitest run --no-file-parallelism --reporter=dot test/api ${browserTests.join(' ')}`;
  await step(suite, () => run(suite, root), summary);
}

async function compareHeaders({ FileBucketName }: Outputs): Promise<void> {
  for (const path of ['/static/admin-support.html', '/static/support-form.js', '/static/mail-frame.html']) {
    const { status, headers } = await fetch(deployedDesk().url + path, {
      headers: { origin: 'https://www.example.com' },
    });
    assert.equal(status, 200, path);
    const fileOrigin = `https://${FileBucketName}.s3.${process.env.AWS_REGION}.amazonaws.com`;
    for (const [name, value] of Object.entries(securityHeaders(path, fileOrigin)))
      assert.equal(headers.get(name), value, path);
  }
}
