import { expect, it } from 'vitest';
import { sesSuppressionList } from '#adapters/mail/ses-suppression-list.ts';
import { failing, sesThat } from './ses-that.ts';

it('takes an address off the account’s suppression list', async () => {
  const { asked, client } = await sesThat((_, response) => response.end('{}'));
  await sesSuppressionList(client).remove('ann+tag@example.com');
  expect(asked).toMatchObject([{ method: 'DELETE', url: '/v2/email/suppression/addresses/ann%2Btag%40example.com' }]);
});

it('is content with an address that is not on the list', async () => {
  const { asked, client } = await sesThat(failing(404, 'NotFoundException'));
  await sesSuppressionList(client).remove('ann@example.com');
  expect(asked).toHaveLength(1);
});

it.each([
  [429, 'TooManyRequestsException'],
  [500, 'InternalFailure'],
])('asks to try again after a %i %s', async (status, error) => {
  const { client } = await sesThat(failing(status, error));
  const removing = sesSuppressionList({ ...client, maxAttempts: 1 }).remove('ann@example.com');
  await expect(removing).rejects.toMatchObject({ refusal: 'unavailable' });
});
