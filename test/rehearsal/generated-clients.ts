import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deployedDesk } from './deployed-desk.ts';
import { run } from './shell.ts';
import { step } from './step.ts';

const script = join(import.meta.dirname, 'use_generated_client.py');

/**
 * Validates the deployed OpenAPI document, generates a TypeScript and a Python client from it in `folder`, and uses the latter on the deployed desk.
 */
export async function generateClients(folder: string): Promise<void> {
  const desk = deployedDesk();
  await mkdir(folder);
  const document = await fetch(`${desk.url}/static/openapi.json`);
  await writeFile(join(folder, 'openapi.json'), await document.text());
  const commands = [
    'openapi-spec-validator openapi.json',
    'openapi-typescript openapi.json --output desk.ts',
    'tsc --noEmit --strict --target es2022 desk.ts',
    'openapi-python-client generate --path openapi.json --output-path desk_client --meta none --fail-on-warning',
  ];
  for (const command of commands) await step(command, () => run(command, folder));
  const environment = { DESK_TOKEN: await desk.token(), PYTHONPATH: folder, PYTHONDONTWRITEBYTECODE: '1' };
  const submit = () => run(`python '${script}'`, folder, environment);
  await step('submit and list tickets with the Python client', submit, (output) => output.trim());
}
