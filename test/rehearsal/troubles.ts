import { routes } from '#lib/routes.ts';
import { emulatorLog } from './emulator.ts';
import { functionLog } from './function-log.ts';
import { stackName } from './stack.ts';

const MAX_LINES = 10;
const trouble = /"level":"(ERROR|CRITICAL)"|\bERROR\b|Error:|Task timed out/;

/** Prints what the functions and the emulator logged about failures, as far as they got. */
export async function printTroubles(work: string): Promise<void> {
  const logs = routes.map(async ({ entry }) => [`the function ${entry}`, await functionLog(stackName, entry)] as const);
  const emulator = emulatorLog(work).then((log) => ['the emulator', log.split('\n')] as const);
  for (const log of await Promise.allSettled([...logs, emulator])) {
    if (log.status === 'rejected') continue;
    const [name, lines] = log.value;
    const found = lines.filter((line) => trouble.test(line)).slice(-MAX_LINES);
    if (found.length > 0) console.error(`\nFrom the log of ${name}:\n${found.join('\n')}`);
  }
}
