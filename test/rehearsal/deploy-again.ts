import { strict as assert } from 'node:assert';
import { join } from 'node:path';
import { deployCommand } from './deploy-as-documented.ts';
import { deployedDesk } from './deployed-desk.ts';
import { run } from './shell.ts';
import { step } from './step.ts';
import { replaceIn } from './working-copy.ts';

const newLevel = 'Email (24h response)';

/** Changes a setting and a function, deploys, and proves that both have changed and that the tickets have not. */
export async function deployAgain(copy: string, settings: object): Promise<void> {
  const before = await step('submit three tickets', async () => [
    await submitted(),
    await submitted(),
    await submitted(),
  ]);
  const tier = { credits: 1, name: newLevel, responseHours: 24, priority: 'normal' };
  const SETTINGS = JSON.stringify({ ...settings, supportTiers: [tier] });
  await step('$EDITOR cdk.json: another setting', () => run('$EDITOR cdk.json', copy, { SETTINGS }));
  await replaceIn(join(copy, 'functions/check-health.ts'), "status: 'ok'", "status: 'changed'");
  await step(`${deployCommand()}, with another function`, () => run(deployCommand(), copy));
  await step('read the tickets again', async () => {
    assert.deepEqual(await Promise.all(before.map(({ id }) => ticket(id))), before);
    assert.equal((await submitted()).support_tier, newLevel);
    assert.deepEqual(await ask('/api/health'), { status: 'changed' });
  });
}

type Ticket = Record<string, unknown> & { readonly id: string };

/** A new ticket as agents read it, but for its confirmation, which comes a moment later. */
async function submitted(): Promise<Ticket> {
  const headers = { authorization: `Bearer ${await deployedDesk().token()}` };
  const body = new URLSearchParams({ subject: 'Before the deploy', message: 'Will it be there after?' });
  const { ticket_id } = (await ask('/api/support/contact', { method: 'POST', headers, body })) as { ticket_id: string };
  return ticket(ticket_id);
}

async function ticket(id: string): Promise<Ticket> {
  const headers = { 'x-admin-key': deployedDesk().adminKey };
  const { confirmation: _, ...ticket } = (await ask(`/api/admin/support-tickets/${id}`, { headers })) as Ticket;
  return ticket as Ticket;
}

async function ask(path: string, init: RequestInit = {}): Promise<unknown> {
  const response = await fetch(deployedDesk().url + path, init);
  const text = await response.text();
  assert.equal(response.status, 200, `${path} answered ${response.status} ${text}`);
  return JSON.parse(text);
}
