import { describe, expect, it } from 'vitest';
import { runDeskCommand } from '#bin/desk-commands.ts';
import { DevFolder } from '#bin/dev-folder.ts';
import { commandsIn, documents, readDocument, section } from './document.ts';

const { scripts } = JSON.parse(readDocument('package.json')) as { scripts: Record<string, string> };
const deskCommands = await namesOfDeskCommands();

describe.each(documents)('%s', (path) => {
  const text = readDocument(path);

  it('names only scripts that exist', () => {
    const named = [...text.matchAll(/npm run (?:--silent )?([\w:-]+)/g)].map(([, name = '']) => name);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  it('names only commands of the desk that exist', () => {
    const named = [...text.matchAll(/\bdesk -- ([a-z]+(?: [a-z]+)?)/g)].map(([, name = '']) => `${name} `);
    expect(named.filter((name) => !deskCommands.some((known) => name.startsWith(`${known} `)))).toEqual([]);
  });
});

it('the README deploys with the same first commands as docs/deploying.md', () => {
  const details = commandsIn(section(readDocument('docs/deploying.md'), 'Deploy'));
  const readme = commandsIn(section(readDocument('README.md'), 'Deploy it'));
  expect(details.filter((command) => !command.startsWith('aws '))).toEqual(readme);
});

it('the README has fewer than 200 lines', () => {
  expect(readDocument('README.md').split('\n').length).toBeLessThan(200);
});

/** Returns `export`, `views rebuild` …, as the command line itself lists them. */
async function namesOfDeskCommands(): Promise<readonly string[]> {
  const lines: string[] = [];
  await runDeskCommand(['--help'], new DevFolder('unused'), (line) => void lines.push(line));
  return [...lines.join('\n').matchAll(/^ {2}([a-z]+(?: [a-z]+)?)/gm)].map(([, name = '']) => name);
}
