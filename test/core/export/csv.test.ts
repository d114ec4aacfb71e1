import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CsvField, csvRecord } from '#core/export/csv-record.ts';
import { csvHeader, ticketCsv } from '#core/export/ticket-csv.ts';
import { toTicketJson } from '#http/ticket/ticket-json.ts';
import { openTicket } from '#test/core/arbitraries.ts';

const hostile = [
  '=',
  '+',
  '-',
  '@',
  '＝',
  '＋',
  '－',
  '＠',
  '\t',
  '\r',
  '\n',
  "'",
  '"',
  ',',
  ';',
  ' ',
  '\u0000',
  '\uFEFF',
];
const text = fc.oneof(fc.string({ unit: fc.constantFrom(...hostile, 'a', '1', '(') }), fc.string({ unit: 'binary' }));

/** Text that a spreadsheet might run: https://owasp.org/www-community/attacks/CSV_Injection, and after what it may skip. */
const formula = /^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]|^[\t\r\n]/u;

/** Text that a spreadsheet would show differently: https://support.microsoft.com/office/6d53e9b1 */
const changing = /^\s*(?:[\d.,]*\d(?:e\d+)?%?|\d{1,4}[/:-]\d{1,4}(?:[/:-]\d{1,4})?)\s*$/;
const shown = /^(?:0|[1-9]\d{0,14})$/;

/** As a program reads it that knows neither NUL nor CR. */
const readable = (text: string) => text.replaceAll('\0', '␀').replaceAll(/\r(?!\n)/g, '\n');

const read = (csv: string) => parse(csv, { record_delimiter: '\r\n' });

describe('a line of CSV', () => {
  it('gives back every text, but for one apostrophe before what a spreadsheet would take for something else', () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 2, maxLength: 4 }), (fields) => {
        const [back = []] = read(csvRecord(fields));
        expect(back).toHaveLength(fields.length);
        for (const [index, field] of back.entries()) {
          expect(field).not.toMatch(formula);
          expect(field).not.toMatch(/\0|\r(?!\n)/);
          if (changing.test(field)) expect(field).toMatch(shown);
          const written = readable(fields[index] ?? '');
          if (field !== written) expect(field).toBe(`'${written}`);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('tells an apostrophe of its own from one that a customer wrote', () => {
    fc.assert(
      fc.property(text, text, (a, b) => readable(a) === readable(b) || csvRecord([a]) !== csvRecord([b])),
      { numRuns: 1000 },
    );
  });

  it.each([
    ['=1+1', "'=1+1"],
    ['+49 30 1234', "'+49 30 1234"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    ['\r=1', `"'\n=1"`],
    ['one\rtwo\r\nthree', '"one\ntwo\r\nthree"'],
    ['NUL\0byte', 'NUL␀byte'],
    ['0049301234', "'0049301234"],
    ['0', '0'],
    ['123456789012345', '123456789012345'],
    ['1234567890123456', "'1234567890123456"],
    ['1.50', "'1.50"],
    ['12e5', "'12e5"],
    ['3/4', "'3/4"],
    ['2026-11-28', "'2026-11-28"],
    ['12:30', "'12:30"],
    ["'0049", "''0049"],
    ['3 users', '3 users'],
    ['#4711', '#4711'],
    ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000001'],
    [' 007 ', "' 007 "],
    [{ time: '2026-11-28T09:08:07.123456789Z' }, '2026-11-28 09:08:07'],
    [9_007_199_254_740_991, "'9007199254740991"],
    ['\n=1', `"'\n=1"`],
    ['＝1', "'＝1"],
    ['\u200B=1', "'\u200B=1"],
    ["'=1", "''=1"],
    ['=HYPERLINK("http://example.com","x")', `"'=HYPERLINK(""http://example.com"",""x"")"`],
    ['a=1', 'a=1'],
    ["'tis", "'tis"],
    ['He said "no", twice', '"He said ""no"", twice"'],
    ['one\ntwo', '"one\ntwo"'],
    [-1, '-1'],
    [null, ''],
  ])('writes %j as %s', (field: CsvField, written) => {
    expect(csvRecord([field])).toBe(`${written}\r\n`);
  });
});

describe('the CSV of tickets', () => {
  it('has these columns, in this order, for good', () => {
    expect(csvHeader).toBe(
      'id,user_id,user_email,subject,message,status,priority,support_tier,credits_purchased,created_at,updated_at,closed_at,version,user_name,mail_problem,assignee,tags,snoozed_until\r\n',
    );
  });

  it("has the fields of the API's ticket, times without their fraction", () => {
    fc.assert(
      fc.property(openTicket, (ticket) => {
        const [names = [], fields = []] = read(csvHeader + ticketCsv(ticket));
        const json = toTicketJson(ticket);
        const wire: Record<string, unknown> = { ...json, assignee: json.assignee?.name, tags: json.tags.join(', ') };
        for (const [index, name] of names.entries()) {
          const value = readable(String(wire[name] ?? ''));
          const text = /_(at|until)$/.test(name) ? value.slice(0, 19).replace('T', ' ') : value;
          expect([text, `'${text}`]).toContain(fields[index]);
        }
      }),
    );
  });
});
