/** RFC 3339 UTC. */
interface Time {
  readonly time: string;
}

/** A value of a record: text, a number, a time, or nothing. */
export type CsvField = string | number | Time | null;

/** A line of CSV (RFC 4180): fields between commas, quoted where they must be, CRLF at the end. Null is an empty field. */
export function csvRecord(fields: readonly CsvField[]): string {
  return `${fields.map(csvField).join(',')}\r\n`;
}

function csvField(field: CsvField): string {
  if (field === null) return '';
  // In the form that spreadsheets read in any locale.
  if (typeof field === 'object') return field.time.slice(0, 19).replace('T', ' ');
  const text = typeof field === 'number' ? numberText(field) : asText(readable(field));
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Excel keeps fifteen digits. */
const numberText = (number: number): string => (Math.abs(number) < 1e15 ? String(number) : asText(String(number)));

/** Programs end a text at NUL, and treat a lone CR as the end of the record. */
const readable = (text: string): string => text.replaceAll('\0', '\u2400').replaceAll(/\r(?!\n)/g, '\n');

/**
 * Returns text that no spreadsheet reads as anything else: an apostrophe is prepended where it begins like a formula (even after invisible
 * characters) or would be shortened as a number or a date. It is also prepended to text that begins with apostrophes, so that removing one always
 * restores the original. Source: https://owasp.org/www-community/attacks/CSV_Injection
 */
function asText(text: string): string {
  const bare = text.replace(/^'+/, '').trim();
  const isChanged = NUMBER.test(bare) || DATE.test(bare);
  return FORMULA.test(text) || (isChanged && !WHOLE_NUMBER.test(text)) ? `'${text}` : text;
}

const FORMULA = /^'*(?:[\t\r\n]|[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠])/u;
/** Leading zeros, decimals, exponents, percentages. */
const NUMBER = /^[\d.,][\d.,\s]*(?:e[+-]?\d+)?%?$/i;
/** A date, a time, a fraction, or a date with its time. */
const DATE = /^\d{1,4}[/:.-]\d{1,4}(?:[/:.-]\d{1,4})?(?:[ T]\d{1,2}:\d{2}(?::\d{2})?)?$/;
/** Numbers that spreadsheets show unchanged. */
const WHOLE_NUMBER = /^(?:0|[1-9]\d{0,14})$/;
