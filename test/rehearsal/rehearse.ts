import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newAgentKey } from '#adapters/dynamo/agent-key-hash.ts';
import { localMail } from '#test/local/settings.ts';
import { deployAgain } from './deploy-again.ts';
import { deployAsDocumented } from './deploy-as-documented.ts';
import { doctorAsDocumented } from './doctor-as-documented.ts';
import { letSendMail, makeIdentity } from './emulated-mail.ts';
import { installEmulator, startEmulator } from './emulator.ts';
import { freePort } from './free-port.ts';
import { startFront } from './front.ts';
import { generateClients } from './generated-clients.ts';
import { recipesAsDocumented } from './recipes-as-documented.ts';
import { remove } from './remove.ts';
import { runSuite } from './run-suite.ts';
import { killStarted } from './shell.ts';
import { handOverCors, stackName } from './stack.ts';
import { step } from './step.ts';
import { printTroubles } from './troubles.ts';
import { viewsAsDocumented } from './views-as-documented.ts';
import { copySources } from './working-copy.ts';

/** Deploys the desk as documented, on an emulator of AWS on this machine; tests it, deploys it again, removes it. */
async function rehearse(work: string): Promise<void> {
  forgetAccount();
  const programs = await step('install the emulator', installEmulator);
  const { port, account } = await step('start the emulator', () => startEmulator(programs, work));
  Object.assign(process.env, account);
  await deployTestRemove(join(work, 'support-desk'), port);
}

/** Makes sure that no account in the environment is touched, whatever happens. */
function forgetAccount(): void {
  for (const name of Object.keys(process.env)) if (/^(AWS|CDK|DESK)_/.test(name)) delete process.env[name];
}

async function deployTestRemove(copy: string, port: number): Promise<void> {
  const front = await startFront(port);
  const website = await freePort();
  const secret = newAgentKey();
  const mail = { ...localMail(front.url), createIdentity: false };
  const settings = {
    jwtJwksUrl: null,
    jwtSecretParameter: '/support-desk/jwt-secret',
    pricingUrl: `${front.url}/pricing`,
    allowedOrigins: ['https://www.example.com', `http://127.0.0.1:${website}`],
    mail,
  };
  Object.assign(process.env, {
    EDITOR: 'node test/rehearsal/fill-in-settings.ts',
    SETTINGS: JSON.stringify(settings),
    JWT_SECRET: secret,
    // Nobody can confirm.
    CDK_YES: 'true',
    CDK_REQUIRE_APPROVAL: 'never',
  });
  await step('copy the sources', () => copySources(copy));
  await step('create the SES identity, whose DKIM records the emulator’s CloudFormation does not support', () =>
    makeIdentity(mail.sender),
  );
  const { outputs, adminKey } = await deployAsDocumented(copy);
  front.leadTo(outputs);
  await step('give the API its CORS rules, which the emulator lost', () => handOverCors(copy, outputs));
  await step('let functions send mail, because the emulator does not see its sender', letSendMail);
  Object.assign(process.env, {
    DESK_URL: front.url,
    DESK_ADMIN_KEY: adminKey,
    DESK_TOKEN_SECRET: secret,
    DESK_STACK: stackName,
    DESK_AGENTS_TABLE: outputs.AgentsTableName,
    DESK_WEBSITE_PORT: String(website),
  });
  await doctorAsDocumented(copy, mail.sender);
  await generateClients(`${copy}-clients`);
  await recipesAsDocumented(front.url, website);
  await runSuite(outputs);
  await viewsAsDocumented(copy, outputs);
  await deployAgain(copy, settings);
  await remove(copy, outputs);
}

const work = await mkdtemp(join(tmpdir(), 'support-desk-rehearsal-'));
process.once('exit', () => {
  killStarted();
  rmSync(work, { recursive: true, force: true, maxRetries: 5 });
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

const started = performance.now();
try {
  await rehearse(work);
  console.log(`Rehearsal passed in ${Math.round((performance.now() - started) / 1000)} s.`);
  process.exit(0);
} catch (error) {
  console.error(`\n${error instanceof Error ? error.message : error}`);
  if (process.env.AWS_ENDPOINT_URL) await printTroubles(work);
  process.exit(1);
}
