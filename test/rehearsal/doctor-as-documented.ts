import { strict as assert } from 'node:assert';
import { startNameServer, type ZoneRecord } from '#test/bin/doctor/name-server.ts';
import { aws } from './aws-cli.ts';
import { doctorCommand } from './deploy-as-documented.ts';
import { deployedDesk } from './deployed-desk.ts';
import { domainOf } from './emulated-mail.ts';
import { run } from './shell.ts';
import { step } from './step.ts';

/**
 * Examines the desk as documented, with DNS before and after the deployer's records. The emulator never signs mails, so the doctor ends with that one
 * thing missing.
 */
export async function doctorAsDocumented(copy: string, sender: string): Promise<void> {
  const domain = domainOf(sender);
  let zone: readonly ZoneRecord[] = [];
  const names = await startNameServer(() => zone);
  const command = `${doctorCommand()} --url ${deployedDesk().url} --dns ${names.server}`;
  const examine = () => step(command, async () => linesOf(await run(`${command} || true`, copy)), String);
  assert.deepEqual(await examine(), ['DKIM', 'DKIM record', 'DKIM record', 'DKIM record', 'DMARC']);
  zone = [...(await dkimRecords(domain)), { type: 'TXT', name: `_dmarc.${domain}`, data: 'v=DMARC1; p=none' }];
  assert.deepEqual(await examine(), ['DKIM']);
  names.close();
}

/** Returns the lines that aren't ok. */
function linesOf(output: string): string[] {
  const found = [...output.matchAll(/^(ok|warning|missing|unknown) +([^:]+):/gm)];
  assert.ok(found.length > 10, output);
  return found
    .filter(([, state]) => state !== 'ok')
    .map(([, state, about = '']) => (state === 'missing' ? about : `${state} ${about}`));
}

async function dkimRecords(domain: string): Promise<ZoneRecord[]> {
  const tokens: string[] = await aws(
    'sesv2',
    'get-email-identity',
    `--email-identity=${domain}`,
    '--query=DkimAttributes.Tokens',
  );
  return tokens.map((token) => ({
    type: 'CNAME',
    name: `${token}._domainkey.${domain}`,
    data: `${token}.dkim.amazonses.com`,
  }));
}
