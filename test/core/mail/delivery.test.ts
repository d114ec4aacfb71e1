import { expect, it } from 'vitest';
import { deliveryStates, isFinal, isResendable } from '#core/mail/delivery.ts';

const at = '2026-11-24T10:00:00.000000000Z';

it('a mail may be sent again if it failed, or if nobody knows, and in no other state', () => {
  expect(deliveryStates.filter((state) => isResendable({ state, at }))).toEqual(['failed', 'unknown']);
});

it('a mail is settled unless it never was tried, is queued, or is being sent', () => {
  expect([...deliveryStates, undefined].filter((state) => !isFinal(state && { state, at }))).toEqual([
    'queued',
    'sending',
    undefined,
  ]);
});
