import type * as z from 'zod';

/** The settings can't be used; the message is for the deployer, with every mistake and how to fix it. */
export class SettingsError extends Error {
  /** One sentence per mistake; each begins with the key it is about. */
  readonly mistakes: readonly string[];

  constructor(mistakes: readonly string[]) {
    const count = mistakes.length === 1 ? 'one mistake' : `${mistakes.length} mistakes`;
    super(`The settings have ${count}:\n\n${mistakes.map((mistake) => `  ${mistake}\n`).join('')}`);
    this.name = 'SettingsError';
    this.mistakes = mistakes;
  }
}

/** Returns the message for whoever wrote the settings in that block of cdk.json's context. */
export const howToMend = ({ message }: SettingsError, block: string): string =>
  `${message}\nEdit the block "${block}" of the context in cdk.json; docs/settings.md describes every setting.`;

/** Returns Zod parameters for a value; `how` tells the deployer what to give. */
export function wanted(how: string) {
  return {
    error: ({ input }: { readonly input?: unknown }) => `${input === undefined ? 'is missing' : "isn't valid"}: ${how}`,
  };
}

/** Returns zod's findings, worded for a person who edits cdk.json. The values themselves are left out: one may be a misplaced secret. */
export function mistakesOf(error: z.ZodError): string[] {
  return error.issues.flatMap((issue) => {
    if (issue.code !== 'unrecognized_keys') return `${keyOf(issue.path)} ${issue.message}`;
    return issue.keys.map((key) => `${keyOf([...issue.path, key])} isn't a setting: fix the spelling or remove it.`);
  });
}

/** Formats a key as in JavaScript: `supportTiers[0].name`. */
function keyOf(path: readonly PropertyKey[]): string {
  const key = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
  return key === '' ? 'The block' : key.replace(/^\./, '');
}
