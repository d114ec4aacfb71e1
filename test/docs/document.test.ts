import { describe, expect, it } from 'vitest';
import { codeBlocks, commandsIn, headingsOf, section } from './document.ts';

const markdown = `# Deploying

## Deploy

\`\`\`sh
npm ci
npx cdk deploy   # asks first
\`\`\`

### With mail

\`\`\`python
# mail.py
\`\`\`

## Remove

\`\`\`sh
npx cdk destroy
\`\`\`
`;

describe('a document', () => {
  it('has headings, but not the comments in its code', () => {
    expect(headingsOf(markdown).map(({ level, title }) => [level, title])).toEqual([
      [1, 'Deploying'],
      [2, 'Deploy'],
      [3, 'With mail'],
      [2, 'Remove'],
    ]);
  });

  it('has sections, each with the sections below it', () => {
    expect(codeBlocks(section(markdown, 'Deploy'), 'python')).toEqual(['# mail.py\n']);
    expect(section(markdown, 'Deploy')).not.toContain('destroy');
    expect(section(markdown, 'Remove')).toContain('destroy');
    expect(() => section(markdown, 'Update')).toThrow('There is no heading "Update".');
  });

  it('has commands, without their comments', () => {
    expect(commandsIn(markdown)).toEqual(['npm ci', 'npx cdk deploy', 'npx cdk destroy']);
  });
});
