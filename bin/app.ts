import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { attachChecks } from '#lib/checks.ts';
import { parseSettings, type Settings } from '#lib/settings.ts';
import { howToMend, SettingsError } from '#lib/settings-mistakes.ts';
import { SupportStack } from '#lib/support-stack.ts';
import { buildDesk, siteDirectory } from './build-desk.ts';

const app = new App();
const block = app.node.tryGetContext('settings') ?? 'desk';

try {
  await synthesise(parseSettings(app.node.tryGetContext(block)));
} catch (error) {
  if (!(error instanceof SettingsError)) throw error;
  console.error(howToMend(error, block));
  process.exitCode = 1;
}

/** Builds functions and site into a folder of its own; the stack takes copies of what is in it. */
async function synthesise(settings: Settings): Promise<void> {
  const build = await mkdtemp(join(tmpdir(), 'support-desk-'));
  try {
    await buildDesk(build, settings.websiteUrl);
    new SupportStack(app, {
      settings,
      functionsDirectory: join(build, 'functions'),
      siteDirectory: siteDirectory(build),
    });
    attachChecks(app);
    app.synth();
  } finally {
    await rm(build, { recursive: true });
  }
}
