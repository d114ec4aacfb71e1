import { strict as assert } from 'node:assert';
import { hash } from 'node:crypto';
import { join } from 'node:path';
import { deployCommand } from './deploy-as-documented.ts';
import { deployedDesk } from './deployed-desk.ts';
import { run } from './shell.ts';
import { step } from './step.ts';
import { replaceIn } from './working-copy.ts';

const newLevel = 'Email (24h response)';

/** Changes a setting, a function and an element, deploys, and checks that all have changed, but not the tickets and the element's old version. */
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
  const embedded = await formVersion();
  const definition = "defineElement('support-form'";
  await replaceIn(
    join(copy, 'admin-site/support-form/support-form.ts'),
    definition,
    `console.debug('new');${definition}`,
  );
  await step(`${deployCommand()}, with another function and element`, () => run(deployCommand(), copy));
  await step('read the tickets again', async () => {
    assert.deepEqual(await Promise.all(before.map(({ id }) => ticket(id))), before);
    assert.equal((await submitted()).support_tier, newLevel);
    assert.deepEqual(await ask('/api/health'), { status: 'changed' });
  });
  await step('load the version of the element that websites embed, and the new one', async () => {
    const { src } = await formVersion();
    assert.notEqual(src, embedded.src);
    assert.equal(await hashOf(embedded.src), embedded.integrity);
    assert.match(await text(src), /console\.debug\("new"\)/);
  });
}

async function formVersion(): Promise<{ src: string; integrity: string }> {
  const versions = (await ask('/static/support-elements.json')) as Record<string, { src: string; integrity: string }>;
  assert.ok(versions['support-form']);
  return versions['support-form'];
}

const hashOf = async (path: string) => `sha384-${hash('sha384', await text(path), 'base64')}`;

type Ticket = Record<string, unknown> & { readonly id: string };

/** Returns a new ticket as agents read it, without its confirmation, which follows a moment later. */
async function submitted(): Promise<Ticket> {
  const headers = { authorization: `Bearer ${await deployedDesk().token()}` };
  const body = new URLSearchParams({ subject: 'Before the deploy', message: 'Will it still be here?' });
  const { ticket_id } = (await ask('/api/support/contact', { method: 'POST', headers, body })) as { ticket_id: string };
  return ticket(ticket_id);
}

async function ticket(id: string): Promise<Ticket> {
  const headers = { 'x-admin-key': deployedDesk().adminKey };
  const { confirmation: _, ...ticket } = (await ask(`/api/admin/support-tickets/${id}`, { headers })) as Ticket;
  return ticket as Ticket;
}

const ask = async (path: string, init: RequestInit = {}): Promise<unknown> => JSON.parse(await text(path, init));

async function text(path: string, init: RequestInit = {}): Promise<string> {
  const response = await fetch(deployedDesk().url + path, init);
  const body = await response.text();
  assert.equal(response.status, 200, `${path} returned ${response.status} ${body}`);
  return body;
}
