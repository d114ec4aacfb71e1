import { commandsIn, readDocument, section } from '#test/docs/document.ts';
import type { Outputs } from './stack.ts';

const deploying = readDocument('docs/deploying.md');

/** Returns the command lines that deploy the desk, and the deployer's next ones, in the order of the documents. */
export const deployersCommands = (): readonly string[] => [
  ...commandsIn(section(deploying, 'Deploy')),
  ...commandsIn(section(deploying, 'Add and remove agents')),
  ...commandsIn(readDocument('docs/mail.md')),
  ...viewCommands(),
  ...commandsIn(readDocument('docs/data.md')),
];

/** Returns the command lines that rebuild, verify and replay the views. */
export const viewCommands = (): readonly string[] =>
  commandsIn(section(readDocument('docs/operations.md'), 'Rebuild, verify and replay the views'));

/** Returns the command lines that remove the desk. */
export const removalCommands = (): readonly string[] => commandsIn(section(deploying, 'Remove it'));

/** Replaces the documents' placeholders in a command line by the stack's names. */
export function withNames(line: string, outputs: Outputs): string {
  return line
    .replace('AGENTS_TABLE', outputs.AgentsTableName)
    .replace('TICKETS_TABLE', outputs.TicketsTableName)
    .replace('FILE_BUCKET', outputs.FileBucketName)
    .replace('VIEWS_TABLE', outputs.ViewsTableName)
    .replace('PERSONAL_TABLE', outputs.PersonalTableName)
    .replace('FAILED_RECORDS_BUCKET', outputs.FailedRecordsBucketName);
}
