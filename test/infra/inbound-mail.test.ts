import { expect, test } from 'vitest';
import { deskTemplate, flat, resource } from './desk-template.ts';
import { withMail } from './example-settings.ts';

const inbound = { domain: 'reply.example.com' };
const receiving = (changes: object = {}) => ({ mail: { ...withMail.mail, inbound: { ...inbound, ...changes } } });
const template = deskTemplate(receiving());
const rule = () => resource(template, 'AWS::SES::ReceiptRule').Properties;
const outputOf = (of: typeof template, name: string) => flat(of.findOutputs(name)[name]?.Value);

test('SES stores each mail for the domain before it starts the function that takes it', () => {
  const { id: handler } = resource(template, 'AWS::Lambda::Function', 'receivemail');
  const { id: bucket } = resource(template, 'AWS::S3::Bucket', 'Files');
  expect(rule()).toMatchObject({
    RuleSetName: { Ref: resource(template, 'AWS::SES::ReceiptRuleSet').id },
    Rule: {
      Enabled: true,
      ScanEnabled: true,
      Recipients: ['reply.example.com'],
      Actions: [
        { S3Action: { BucketName: { Ref: bucket }, ObjectKeyPrefix: 'mail/' } },
        { LambdaAction: { FunctionArn: { 'Fn::GetAtt': [handler, 'Arn'] }, InvocationType: 'Event' } },
      ],
    },
  });
});

test('only SES of this account may store mails in the bucket', () => {
  const { Statement } = resource(template, 'AWS::S3::BucketPolicy', 'Files').Properties.PolicyDocument;
  expect(Statement).toContainEqual(
    expect.objectContaining({
      Action: 's3:PutObject',
      Effect: 'Allow',
      Principal: { Service: 'ses.amazonaws.com' },
      Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
    }),
  );
});

test('a mail that the function fails on for good is set aside, like other events', () => {
  const { Properties } = resource(template, 'AWS::Lambda::EventInvokeConfig', 'receivemail');
  expect(Properties.DestinationConfig.OnFailure.Destination).toBeDefined();
});

test('the rule joins a rule set that is active already', () => {
  const joined = deskTemplate(receiving({ ruleSet: 'our-rules' }));
  joined.resourceCountIs('AWS::SES::ReceiptRuleSet', 0);
  expect(resource(joined, 'AWS::SES::ReceiptRule').Properties.RuleSetName).toBe('our-rules');
  expect(outputOf(joined, 'MailRuleSet')).toBe('our-rules');
});

test('the outputs have the record that leads mail to SES', () => {
  expect(outputOf(template, 'MailMx')).toBe('reply.example.com MX 10 inbound-smtp.<AWS::Region>.amazonaws.com');
});

test('a domain outside the sender’s is an identity of its own', () => {
  template.resourceCountIs('AWS::SES::EmailIdentity', 1);
  const apart = deskTemplate(receiving({ domain: 'desk.example.org' }));
  apart.resourcePropertiesCountIs('AWS::SES::EmailIdentity', { EmailIdentity: 'desk.example.org' }, 1);
  expect(outputOf(apart, 'MailDns4')).toContain(' CNAME ');
});

test('a desk without the setting receives none', () => {
  const without = deskTemplate(withMail);
  without.resourceCountIs('AWS::SES::ReceiptRule', 0);
  without.resourceCountIs('AWS::SES::ReceiptRuleSet', 0);
});
