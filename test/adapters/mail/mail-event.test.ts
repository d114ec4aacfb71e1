import { describe, expect, it } from 'vitest';
import { readMailEvent } from '#adapters/mail/mail-event.ts';
import { addressHash } from '#core/mail/address.ts';

const email = 'user@example.com';
const recipient = addressHash(email);
const tags = { purpose: ['reply'], ticket: ['t1'], version: ['12'], recipient: [recipient] };
const mail = { kind: 'reply', ticketId: 't1', version: 12, recipient };

/** An event as EventBridge delivers it; SES puts tags of its own beside ours. */
const event = (eventType: string, detail: object, changes: object = {}) => ({
  'detail-type': `Email ${eventType}`,
  source: 'aws.ses',
  detail: {
    eventType,
    mail: { messageId: '1', tags: { 'ses:configuration-set': ['set'], ...tags, ...changes } },
    ...detail,
  },
});
const bounced = (bounceType: string, bounceSubType: string) =>
  event('Bounce', { bounce: { bounceType, bounceSubType, bouncedRecipients: [{ emailAddress: email }] } });

describe('an event of Amazon SES', () => {
  it.each(['General', 'NoEmail', 'Suppressed', 'OnAccountSuppressionList'])(
    'about a permanent bounce (%s) is a mail that did not arrive',
    (subType) => {
      const trouble = { mail, problem: 'bounced', addresses: [email], detail: `Permanent: ${subType}` };
      expect(readMailEvent(bounced('Permanent', subType))).toEqual(trouble);
    },
  );

  it.each([
    ['Transient', 'General'],
    ['Transient', 'MailboxFull'],
    ['Transient', 'MessageTooLarge'],
    ['Undetermined', 'Undetermined'],
  ])('about a bounce that is none for good (%s: %s) is a remark', (type, subType) => {
    expect(readMailEvent(bounced(type, subType))).toMatchObject({ problem: undefined, detail: `${type}: ${subType}` });
  });

  it('about a complaint names who complained, and what of, if they said', () => {
    const complainedRecipients = [{ emailAddress: email }];
    const complaint = { mail, problem: 'complained', addresses: [email] };
    const said = event('Complaint', { complaint: { complainedRecipients, complaintFeedbackType: 'not-spam' } });
    expect(readMailEvent(said)).toEqual({ ...complaint, detail: 'not-spam' });
    const unsaid = event('Complaint', { complaint: { complainedRecipients } });
    expect(readMailEvent(unsaid)).toEqual({ ...complaint, detail: 'abuse' });
  });

  it('about a virus marks nobody', () => {
    const reject = { reason: 'Bad content' };
    expect(readMailEvent(event('Reject', { reject }))).toEqual({
      mail,
      problem: 'bounced',
      addresses: [],
      detail: 'Rejected: Bad content',
    });
  });

  it.each(['Send', 'Delivery', 'Open'])('about anything else is no trouble: %s', (eventType) => {
    expect(readMailEvent(event(eventType, {}))).toBeUndefined();
  });

  const versions = ['', '0', '-1', '1.5', '1e3', '012', ' 1', '1234567890', 'NaN'];
  it.each<[string, object]>([
    ['no tags', { purpose: undefined, ticket: undefined, version: undefined, recipient: undefined }],
    ['a purpose that no mail has', { purpose: ['newsletter'] }],
    ['no recipient', { recipient: [] }],
    ['two recipients', { recipient: [recipient, recipient] }],
    ['a recipient that is no hash', { recipient: [email] }],
    ['no version', { version: [] }],
    ...versions.map((version): [string, object] => [`the version ${JSON.stringify(version)}`, { version: [version] }]),
  ])('with %s is none of this desk’s, and is refused without an address', (_, changes) => {
    const foreign = event('Complaint', { complaint: { complainedRecipients: [{ emailAddress: email }] } }, changes);
    expect(() => readMailEvent(foreign)).toThrow('Not an SES event for this desk’s mail.');
  });
});
