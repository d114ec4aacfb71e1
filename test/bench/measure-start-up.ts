import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { functionFile } from '#bin/build-desk.ts';
import { functionEnvironment } from '#lib/function-environment.ts';
import { needsOf } from '#lib/route-needs.ts';
import { routes } from '#lib/routes.ts';
import { FILE_BUCKET } from '#test/local/functions.ts';
import { localSettings } from '#test/local/settings.ts';
import { bundleBareClient } from './bare-client.ts';
import { atMost, type Figure } from './figure.ts';
import { alternate } from './median.ts';
import { tables } from './stage.ts';

const ROUNDS = 25;
const run = promisify(execFile);

/** Measures the time a fresh process needs to import the submit entry, against the document client alone, bundled the same way. */
export async function measureStartUp(build: string): Promise<Figure[]> {
  const bare = await bundleBareClient(build);
  const { submit, client } = await alternate(ROUNDS, {
    client: () => importTime(bare),
    submit: () => importTime(functionFile(build, 'submit-ticket')),
  });
  return [
    atMost(
      `import of submit-ticket (${submit.toFixed(0)} ms) ÷ of the document client (${client.toFixed(0)} ms)`,
      submit / client,
      1.35,
    ),
  ];
}

async function importTime(file: string): Promise<number> {
  const [submit] = routes;
  const names = { ...tables, fileBucket: FILE_BUCKET };
  const environment = functionEnvironment(needsOf(submit), localSettings('https://www.example.com/pricing'), names);
  const script = `const t = performance.now(); await import(${JSON.stringify(file)}); console.log(performance.now() - t);`;
  const env = { ...process.env, ...environment, AWS_REGION: 'eu-central-1' };
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script], { env });
  return Number(stdout);
}
