import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { routes } from '../../lib/routes.ts';
import { tables } from '../local/desk.ts';
import { TOKEN_SECRET_PARAMETER } from '../local/settings.ts';
import { openDesksBy } from '../open-desk.ts';
import type { AwsCall } from './aws-calls.ts';
import { deskTemplate, resource } from './desk-template.ts';
import { example } from './example-settings.ts';
import { grants } from './grants.ts';
import { recordedDesk } from './recorded-desk.ts';

const calls: AwsCall[] = [];
openDesksBy((options) => recordedDesk(options, (call) => calls.push(call)));

const api = join(import.meta.dirname, '../api');

describe('the end-to-end tests, with every call to AWS on record', () => {
  for (const file of readdirSync(api).filter((name) => name.endsWith('.test.ts'))) {
    describe(file, () => import(join(api, file)));
  }
});

describe('what the stack grants is what they needed, no more and no less:', () => {
  const template = deskTemplate({ ...example, jwtJwksUrl: undefined, jwtSecretParameter: TOKEN_SECRET_PARAMETER });
  const arn = (table: string) => `<${resource(template, 'AWS::DynamoDB::Table', table).id}.Arn>`;
  const deployed = (name: string) =>
    name === TOKEN_SECRET_PARAMETER
      ? `arn:<AWS::Partition>:ssm:<AWS::Region>:<AWS::AccountId>:parameter${name}`
      : name.replace(tables.tickets, arn('Tickets')).replace(tables.agents, arn('Agents'));

  test.each(routes)('$entry', ({ entry }) => {
    const own = calls.filter((call) => call.entry === entry);
    const needed = new Set(own.map(({ action, name }) => `${action} on ${deployed(name)}`));
    expect([...needed].sort()).toEqual(grants(template, entry));
  });
});
