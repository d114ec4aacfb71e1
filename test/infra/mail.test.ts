import { expect, test } from 'vitest';
import { deskTemplate, flat, resource } from './desk-template.ts';
import { withMail } from './example-settings.ts';

const template = deskTemplate(withMail);
const set = resource(template, 'AWS::SES::ConfigurationSet');

test('the sender’s domain is an identity in SES, and the outputs have its DNS records', () => {
  const identity = resource(template, 'AWS::SES::EmailIdentity');
  expect(identity.Properties).toEqual({ EmailIdentity: 'example.com' });
  const told = [1, 2, 3].map((number) => flat(template.findOutputs(`MailDns${number}`)[`MailDns${number}`]?.Value));
  expect(told).toEqual(
    [1, 2, 3].map(
      (number) => `<${identity.id}.DkimDNSTokenName${number}> CNAME <${identity.id}.DkimDNSTokenValue${number}>`,
    ),
  );
});

test('the domain stays an identity in SES when the desk no longer sends mail or is deleted, but not after a failed deploy', () => {
  template.hasResource('AWS::SES::EmailIdentity', {
    DeletionPolicy: 'RetainExceptOnCreate',
    UpdateReplacePolicy: 'Retain',
  });
});

test('a domain that SES already knows is left alone', () => {
  const known = deskTemplate({ mail: { ...withMail.mail, createIdentity: false } });
  known.resourceCountIs('AWS::SES::EmailIdentity', 0);
  expect(Object.keys(known.findOutputs('*')).filter((name) => name.startsWith('MailDns'))).toEqual([]);
});

test('mails are sent encrypted, and not to anyone who rejected one', () => {
  expect(set.Properties).toMatchObject({
    DeliveryOptions: { TlsPolicy: 'REQUIRE' },
    SuppressionOptions: { SuppressedReasons: ['BOUNCE', 'COMPLAINT'] },
  });
});

test('bounces and complaints reach the desk, about its own mails only', () => {
  expect(resource(template, 'AWS::SES::ConfigurationSetEventDestination').Properties).toMatchObject({
    ConfigurationSetName: { Ref: set.id },
    EventDestination: { Enabled: true, MatchingEventTypes: ['bounce', 'complaint', 'reject'] },
  });
  expect(resource(template, 'AWS::Events::Rule', 'recordmailevent').Properties).toMatchObject({
    EventPattern: { source: ['aws.ses'], detail: { mail: { tags: { 'ses:configuration-set': [{ Ref: set.id }] } } } },
  });
});

test('a desk without the setting has no mail resources', () => {
  const without = deskTemplate();
  for (const type of ['EmailIdentity', 'ConfigurationSet', 'ConfigurationSetEventDestination']) {
    without.resourceCountIs(`AWS::SES::${type}`, 0);
  }
  without.resourceCountIs('AWS::Events::Rule', 0);
});
