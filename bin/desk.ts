import { join } from 'node:path';
import { runDeskCommand } from './desk-commands.ts';
import { DevFolder } from './dev-folder.ts';
import { isBrokenPipe, standardOutput } from './standard-output.ts';

const folder = new DevFolder(process.env.DEV_FOLDER ?? join(import.meta.dirname, '../.dev'));
const output = standardOutput(process.stdout);
// Where there is nobody to read of an error, there is nobody to be told so.
process.stderr.on('error', () => {});

try {
  await runDeskCommand(process.argv.slice(2), folder, output.print);
  await output.written();
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  if (!output.isFailure(error)) console.error(message);
  else if (!isBrokenPipe(error)) console.error(`The output couldn’t be written: ${message}`);
  process.exit(output.isFailure(error) && isBrokenPipe(error) ? 0 : 1);
}
