import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvRecord } from '../../functions/core/export/csv-record.ts';
import { csvHeader, ticketCsv } from '../../functions/core/export/ticket-csv.ts';
import { ticketJson, toTicketJson } from '../../functions/http/ticket-json.ts';
import { openTicket } from '../core/arbitraries.ts';

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

/** What a spreadsheet might run: https://owasp.org/www-community/attacks/CSV_Injection, and after what it may skip. */
const formula = /^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]|^[\t\r\n]/u;

const read = (csv: string) => parse(csv, { record_delimiter: '\r\n' });

describe('a line of CSV', () => {
  it('gives back every text, but for one apostrophe before what begins like a formula', () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 2, maxLength: 4 }), (fields) => {
        const [back = []] = read(csvRecord(fields));
        expect(back).toHaveLength(fields.length);
        for (const [index, field] of back.entries()) {
          expect(field).not.toMatch(formula);
          const written = fields[index];
          if (field !== written) expect(field).toBe(`'${written}`);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('tells an apostrophe of its own from one that a customer wrote', () => {
    fc.assert(
      fc.property(text, text, (a, b) => a === b || csvRecord([a]) !== csvRecord([b])),
      { numRuns: 1000 },
    );
  });

  it.each([
    ['=1+1', "'=1+1"],
    ['+49 30 1234', "'+49 30 1234"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    ['\r=1', `"'\r=1"`],
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
  ])('writes %j as %s', (field, written) => {
    expect(csvRecord([field])).toBe(`${written}\r\n`);
  });
});

describe('the CSV of tickets', () => {
  it('has these columns, in this order, for good', () => {
    expect(csvHeader).toBe(
      'id,user_id,user_email,subject,message,status,priority,support_tier,credits_purchased,created_at,updated_at,closed_at,version,user_name,mail_problem\r\n',
    );
  });

  it("has the fields of the API's ticket, but what only lists need", () => {
    const ofLists = ['latest_message', 'latest_customer_version'];
    fc.assert(
      fc.property(openTicket, (ticket) => {
        const [names = [], fields = []] = read(csvHeader + ticketCsv(ticket));
        expect(names).toEqual(Object.keys(ticketJson.shape).filter((name) => !ofLists.includes(name)));
        const values = Object.entries(toTicketJson(ticket)).flatMap(([name, value]) =>
          ofLists.includes(name) ? [] : String(value ?? ''),
        );
        expect(fields.map((field, index) => field === `'${values[index]}` || field === values[index])).not.toContain(
          false,
        );
      }),
    );
  });
});
