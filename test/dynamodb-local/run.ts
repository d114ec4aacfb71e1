import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { startDynamoDbLocal } from './dynamodb-local.ts';

/** Runs the tests listed in `vitest.config.ts` beside this file against AWS's DynamoDB Local. Further arguments are passed to Vitest. */
async function run(): Promise<number> {
  const server = await startDynamoDbLocal();
  try {
    const vitest = fileURLToPath(new URL('vitest.mjs', import.meta.resolve('vitest/package.json')));
    const config = fileURLToPath(new URL('vitest.config.ts', import.meta.url));
    const tests = spawn(process.execPath, [vitest, 'run', '--config', config, ...process.argv.slice(2)], {
      stdio: 'inherit',
      env: { ...process.env, DYNAMODB_ENDPOINT: server.endpoint },
    });
    process.once('exit', () => tests.kill());
    const [code] = await once(tests, 'exit');
    return code ?? 1;
  } finally {
    await server.close();
  }
}

// A signal ends this process with its exit handlers, which end its children.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
try {
  process.exitCode = await run();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
