import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type ReplyKey, readReplyAddress, replyAddress } from '#core/inbound/reply-address.ts';

const domain = 'reply.example.com';
const key = fc.record({
  id: fc.constantFrom('0', '1', 'a', 'f'),
  secret: fc.uint8Array({ minLength: 32, maxLength: 32 }),
});
const ticketId = fc.uuid();

it('leads back to its ticket, whatever mail servers do to its case', () => {
  fc.assert(
    fc.property(ticketId, key, fc.func(fc.boolean()), (id, signing, isUpper) => {
      const address = replyAddress(id, signing, domain);
      const changed = [...address].map((one, at) => (isUpper(at) ? one.toUpperCase() : one)).join('');
      expect(readReplyAddress(changed, [signing], domain)).toEqual({ kind: 'ticket', ticketId: id });
    }),
  );
});

it('fits before the @ (RFC 5321, section 4.5.3.1.1)', () => {
  fc.assert(
    fc.property(ticketId, key, (id, signing) => {
      expect(replyAddress(id, signing, domain).split('@')[0]?.length).toBeLessThanOrEqual(64);
    }),
  );
});

it('is forged if any of its characters differs', () => {
  fc.assert(
    fc.property(
      ticketId,
      key,
      fc.nat({ max: 60 }),
      fc.constantFrom(...'0123456789abcdef'),
      (id, signing, at, digit) => {
        const address = replyAddress(id, signing, domain);
        const index = 're-'.length + at;
        fc.pre(address[index] !== digit);
        const forged = address.slice(0, index) + digit + address.slice(index + 1);
        expect(readReplyAddress(forged, [signing], domain)).toEqual({ kind: 'forged' });
      },
    ),
  );
});

it('is forged if it was signed with a key that is no longer known', () => {
  fc.assert(
    fc.property(ticketId, key, key, (id, signing, other) => {
      fc.pre(Buffer.compare(signing.secret, other.secret) !== 0);
      expect(readReplyAddress(replyAddress(id, other, domain), [signing], domain)).toEqual({ kind: 'forged' });
    }),
  );
});

const known: ReplyKey = { id: '1', secret: Buffer.alloc(32, 1) };

it.each(['hello@reply.example.com', 're-@other.example.com', 'support@example.com', '', '@', 're-1'])(
  '%j is no reply address',
  (address) => {
    expect(readReplyAddress(address, [known], domain)).toEqual({ kind: 'other' });
  },
);

it.each(['re-@reply.example.com', 're-1@reply.example.com', `re-1${'0'.repeat(60)}@reply.example.com`])(
  '%j only looks like one',
  (address) => {
    expect(readReplyAddress(address, [known], domain)).toEqual({ kind: 'forged' });
  },
);
