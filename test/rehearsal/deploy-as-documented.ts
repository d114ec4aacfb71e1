import { strict as assert } from 'node:assert';
import { deployersCommands, withNames } from './documented-commands.ts';
import { run } from './shell.ts';
import { type Outputs, stackOutputs } from './stack.ts';
import { step } from './step.ts';

/** The agent that the end-to-end tests expect. */
const agent = 'Dana (demo)';

/** Runs the documented commands in a copy of the sources, line by line. Returns the stack's outputs and the first agent's key. */
export async function deployAsDocumented(copy: string): Promise<{ outputs: Outputs; adminKey: string }> {
  let outputs: Outputs | undefined;
  let adminKey: string | undefined;
  for (const line of deployersCommands()) {
    // The copy shares the installed packages; the doctor has its own step.
    if (line === 'npm ci' || isDoctor(line)) continue;
    const command = filledIn(line, outputs);
    const output = await step(command, () => run(command, copy));
    if (isDeploy(line)) outputs = await stackOutputs();
    if (isFirstKey(line)) adminKey = output.trim();
  }
  assert.ok(outputs && adminKey, 'The documents do not both deploy and create a key.');
  return { outputs, adminKey };
}

/** Returns the documented command that deploys, also for the second time. */
export const deployCommand = (): string => deployersCommands().find(isDeploy) ?? '';

/** Returns the documented command that examines the desk. */
export const doctorCommand = (): string => deployersCommands().find(isDoctor) ?? '';

const isDoctor = (line: string) => line.endsWith('-- doctor');
const isDeploy = (line: string) => line.endsWith('cdk deploy');
const isFirstKey = (line: string) => line.includes('"Your name"');

/** Returns a line as a person types it: with the stack's names, and for the first key with the command from the stack's output. */
function filledIn(line: string, outputs: Outputs | undefined): string {
  if (!outputs) return line;
  const command = withNames(line, outputs);
  if (!isFirstKey(line)) return command;
  assert.equal(outputs.FirstKeyCommand, `${command} --region ${process.env.AWS_REGION}`);
  return outputs.FirstKeyCommand.replace('Your name', agent);
}
