import { Logger } from '@aws-lambda-powertools/logger';

/** The structured log: one JSON line an entry, for CloudWatch Logs Insights. Never given an address, a text, a token or a key. */
export const log = new Logger();

/** Prints a line for a person, beside the structured log. */
export function announce(line: string): void {
  process.stdout.write(`${line}\n`);
}
