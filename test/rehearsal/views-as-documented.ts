import { strict as assert } from 'node:assert';
import { viewCommands, withNames } from './documented-commands.ts';
import { run } from './shell.ts';
import type { Outputs } from './stack.ts';
import { step } from './step.ts';

/**
 * Verifies the views that the consumer built from the emulator's stream, then runs the documented commands on them: after a rebuild they are
 * unchanged, and nothing waits to be replayed.
 */
export async function viewsAsDocumented(copy: string, outputs: Outputs): Promise<void> {
  const commands = viewCommands().map((line) => withNames(line, outputs));
  const verify = commands.find((line) => line.includes('views verify'));
  assert.ok(verify && commands.length === 3, 'The documents do not say how to rebuild, verify and replay.');
  for (const command of [verify, ...commands]) await step(command, () => run(command, copy), lastLine);
}

const lastLine = (output: string) => output.trim().split('\n').at(-1) ?? '';
