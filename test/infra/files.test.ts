import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { FileBucket } from '#lib/constructs/file-bucket.ts';
import { parseSettings } from '#lib/settings.ts';
import { deskTemplate, flat, resource } from './desk-template.ts';
import { example } from './example-settings.ts';

const template = deskTemplate({ allowedOrigins: ['https://www.example.com'] });
const { Properties } = resource(template, 'AWS::S3::Bucket', 'Files');

describe('the bucket of files', () => {
  test('is private, encrypted and without versions', () => {
    expect(Properties.PublicAccessBlockConfiguration).toEqual({
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    });
    const [rule] = Properties.BucketEncryption.ServerSideEncryptionConfiguration;
    expect(rule.ServerSideEncryptionByDefault).toEqual({ SSEAlgorithm: 'AES256' });
    expect(Properties.OwnershipControls.Rules).toEqual([{ ObjectOwnership: 'BucketOwnerEnforced' }]);
    expect(Properties.VersioningConfiguration).toBeUndefined();
  });

  test('refuses what is not encrypted on its way', () => {
    const { PolicyDocument } = resource(template, 'AWS::S3::BucketPolicy', 'Files').Properties;
    expect(PolicyDocument.Statement).toMatchObject([
      { Effect: 'Deny', Action: 's3:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
    ]);
  });

  test('deletes uploads that no message has claimed, and nothing else', () => {
    expect(Properties.LifecycleConfiguration.Rules).toEqual([
      { Id: 'unclaimed-uploads', Prefix: 'uploads/', ExpirationInDays: 1, Status: 'Enabled' },
      {
        Id: 'unfinished-uploads',
        AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
        Status: 'Enabled',
      },
    ]);
  });

  test('takes uploads from the pages of the site and of the allowed origins', () => {
    const site = resource(template, 'AWS::CloudFront::Distribution').id;
    const [rule, ...others] = Properties.CorsConfiguration.CorsRules;
    expect(others).toEqual([]);
    expect(rule.AllowedOrigins.map(flat)).toEqual([`https://<${site}.DomainName>`, 'https://www.example.com']);
    expect(rule.AllowedMethods).toEqual(['GET', 'HEAD', 'POST']);
  });

  test('has a name that no deploy has had before, short enough whatever the stack is called', () => {
    expect(flat(Properties.BucketName)).toMatch(/^support-desk-files-/);
    const stack = new Stack(new App(), 'A-stack-with-a-long-name-'.repeat(4).slice(0, 100));
    new FileBucket(stack, 'Files', { settings: parseSettings(example), siteOrigin: 'https://desk.example' });
    const named = resource(Template.fromStack(stack), 'AWS::S3::Bucket', 'Files').Properties.BucketName;
    expect(named).toEqual(Properties.BucketName);
    const uuid = 36;
    expect('support-desk-files-'.length + uuid).toBeLessThanOrEqual(63);
  });
});
