import { join } from 'node:path';
import { runDeskCommand } from '../test/local/desk-command.ts';
import { DevFolder } from '../test/local/dev-folder.ts';

const folder = new DevFolder(process.env.DEV_FOLDER ?? join(import.meta.dirname, '../.dev'));

try {
  await runDeskCommand(process.argv.slice(2), folder, (line) => console.log(line));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
