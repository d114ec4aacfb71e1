import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CfnResource } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { attachChecks } from '#lib/checks.ts';
import { deskApp } from './desk-template.ts';
import { withInbound, withMail, withSecret } from './example-settings.ts';

/** Synthesizes with all checks; throws if there is an unacknowledged finding. */
function check(
  changes: Record<string, unknown> = {},
  add: (stack: ReturnType<typeof deskApp>['stack']) => void = () => {},
) {
  const { app, stack } = deskApp(changes, { validated: true });
  attachChecks(app);
  add(stack);
  return app.synth();
}

describe('every synth is checked', () => {
  test('and the stack passes, whatever the settings', () => {
    check(withMail);
    check(withInbound);
    check({ ...withSecret, production: false, alarmEmail: 'ops@example.com', allowedOrigins: [] });
  });

  test('and a new finding of cdk-nag fails it', () => {
    expect(() => check({}, (stack) => new Bucket(stack, 'Unencrypted'))).toThrow('AwsSolutions-S10');
  });

  test('and a mistake that CloudFormation would find during a deploy fails it', () => {
    const mistake = { type: 'AWS::Logs::LogGroup', properties: { Retention: 30 } };
    expect(() => check({}, (stack) => new CfnResource(stack, 'Mistake', mistake))).toThrow('CloudFormation-Validate');
  });
});

test('a deployer without settings gets a list of everything missing, without a stack trace', async () => {
  const outdir = await mkdtemp(join(tmpdir(), 'support-desk-synth-'));
  onTestFinished(() => rm(outdir, { recursive: true }));
  // `npm run synth` shows that the example is complete.
  const root = join(import.meta.dirname, '../..');
  const cdk = promisify(execFile)(join(root, 'node_modules/.bin/cdk'), ['synth', '-o', outdir], { cwd: root });
  const { code, stderr } = await cdk.then(
    () => expect.fail(),
    (error) => error,
  );
  expect(code).toBe(1);
  for (const key of ['pricingUrl', 'jwtIssuer', 'jwtAudience', 'jwtJwksUrl'])
    expect(stderr).toContain(`  ${key} is missing`);
  expect(stderr).toContain('"desk"');
  expect(stderr).not.toMatch(/^\s+at /m);
});
