import { describe, expect, it } from 'vitest';
import { requestLine } from '#http/edge/request-line.ts';
import { ticketPath } from '#http/ticket/get-ticket.ts';
import { readDocument, section } from '#test/docs/document.ts';
import { gatewayEvent } from '#test/http/edge/event.ts';
import { dashboardOf } from './desk-dashboard.ts';
import { deskTemplate, resource } from './desk-template.ts';
import { withMail } from './example-settings.ts';

const page = readDocument('docs/operations.md');
const runbook = section(page, 'Alarms');

const template = deskTemplate(withMail);
const alarms = Object.values(template.findResources('AWS::CloudWatch::Alarm')).map(({ Properties }) => Properties);
const titles = dashboardOf(template).widgets.map(({ properties }) => properties.title);

describe('docs/operations.md', () => {
  it.each(alarms.map(({ AlarmName }) => AlarmName))('says what to do about the alarm %s', (name) => {
    expect(runbook).toMatch(new RegExp(`^\\| \`${name.replace('SupportDesk-', '')}\` \\|`, 'm'));
  });

  it('names only alarms that exist', () => {
    const named = [...runbook.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => `SupportDesk-${name}`);
    expect(named.sort()).toEqual(alarms.map(({ AlarmName }) => AlarmName).sort());
  });

  it('has a query for one request that uses only logged fields', () => {
    const [, query = ''] = /^```\n(fields .*?)^```/ms.exec(section(page, 'Find a request')) ?? [];
    const [, fields = ''] = /^fields (.*)$/m.exec(query) ?? [];
    const filtered = [...query.matchAll(/(\w+) = /g)].map(([, name]) => name);
    expect([...loggedFields(), '@timestamp', '@message']).toEqual(expect.arrayContaining(fields.split(', ')));
    expect(filtered).toEqual(['request_id', 'requestId']);
    expect(loggedFields()).toContain('request_id');
    expect(
      Object.keys(JSON.parse(resource(template, 'AWS::ApiGatewayV2::Stage').Properties.AccessLogSettings.Format)),
    ).toContain('requestId');
  });
});

it('alarms refer to widgets that exist on the dashboard', () => {
  const named = [runbook, ...alarms.map(({ AlarmDescription }) => AlarmDescription)].flatMap((text) => [
    ...text.matchAll(/\b(?:at|in) "([^"]+)"/gi),
  ]);
  expect(named.length).toBeGreaterThan(0);
  for (const [, title] of named) expect(titles.some((it) => it.startsWith(title))).toBe(true);
});

/** Returns the fields of a failed request's log line. */
function loggedFields(): string[] {
  const lines: object[] = [];
  const write = (_: string, fields: object) => void lines.push(fields);
  const line = requestLine({ info: write, error: write }, gatewayEvent());
  line.note(Object.fromEntries(Object.keys(ticketPath.shape).map((name) => [name, ''])));
  line.write('internal_error', { statusCode: 500 }, new Error());
  return lines.flatMap(Object.keys);
}
