import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CfnResource } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { attachChecks } from '../../lib/checks.ts';
import { deskApp } from './desk-template.ts';
import { withMail, withSecret } from './example-settings.ts';

/** Synthesises with all checks; throws when there is a finding that nobody acknowledged. */
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
    check();
    check(withMail);
    check({ ...withSecret, production: false, alarmEmail: 'ops@example.com', allowedOrigins: [] });
  });

  test('and a new finding of cdk-nag fails it', () => {
    expect(() => check({}, (stack) => new Bucket(stack, 'Unencrypted'))).toThrow('AwsSolutions-S10');
  });

  test('and a mistake that CloudFormation would find at the deploy fails it', () => {
    const mistake = { type: 'AWS::Logs::LogGroup', properties: { Retention: 30 } };
    expect(() => check({}, (stack) => new CfnResource(stack, 'Mistake', mistake))).toThrow('CloudFormation-Validate');
  });
});

describe('the app', () => {
  const root = join(import.meta.dirname, '../..');
  let outdir: string;
  beforeAll(async () => {
    outdir = await mkdtemp(join(tmpdir(), 'support-desk-synth-'));
  });
  afterAll(() => rm(outdir, { recursive: true }));

  const cdk = (...args: string[]) =>
    promisify(execFile)(join(root, 'node_modules/.bin/cdk'), ['synth', '--quiet', '-o', outdir, ...args], {
      cwd: root,
    });

  test('tells a deployer without settings all that is missing, without a stack trace', async () => {
    const { code, stderr } = await cdk().catch((error) => error);
    expect(code).toBe(1);
    for (const key of ['pricingUrl', 'jwtIssuer', 'jwtAudience', 'jwtJwksUrl'])
      expect(stderr).toContain(`  ${key} is missing`);
    expect(stderr).toContain('"desk"');
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  test('synthesises the example, with functions and site, without an account or a warning', async () => {
    await cdk('--strict', '-c', 'settings=example');
    expect(await readdir(outdir)).toContain('SupportDesk.template.json');
  });
});
