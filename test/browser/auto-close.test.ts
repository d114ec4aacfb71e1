import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { axeViolations } from './browser.ts';
import { dashboardPages, reading, row } from './dashboard-pages.ts';

const desk = dashboardPages({ settings: { autoClose: { days: 14, remindDays: 3 } } });

const pictures = process.env.PICTURES;
const picture = async (page: Page, name: string) => {
  if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`) });
};

const DAY_MS = 86_400_000;
async function sweep(days: number) {
  await desk.desk().runDue?.(new Date(Date.now() + days * DAY_MS));
  await desk.desk().settled();
}

test('a ticket that waits for its customer says on their page when it will be closed, and in the dashboard what the desk did', async () => {
  const [id = ''] = await desk.submit({ subject: 'Quiet' });
  const body = JSON.stringify({ body: 'Try again.', kind: 'reply' });
  await desk.api(`/support-tickets/${id}/replies`, { method: 'POST', body });
  await desk.desk().settled();
  await sweep(11.5);

  const { email } = (await desk.api(`/support-tickets/${id}/customer`)) as { email: string };
  const customers = await desk.visitSupport({ email });
  await customers.locator('support-tickets').getByRole('button', { name: 'Quiet' }).click();
  await customers.getByText(/^We’ll close this ticket on .* unless you reply\.$/).waitFor();
  expect(await axeViolations(customers)).toEqual([]);
  await picture(customers, 'closes-on');

  await sweep(14.5);
  const page = await desk.signedIn('?status=closed');
  await row(page, 'Quiet').click();
  await reading(page, 'Quiet').waitFor();
  await picture(page, 'closed-after');
  await page.getByText(/Reminded the customer: closes /).waitFor();
  await page.getByText('Closed after 14 days without a reply').waitFor();
  await picture(page, 'closed-after');
});
