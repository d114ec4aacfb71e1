type Field = string | number | null;

/** A line of CSV (RFC 4180): fields between commas, quoted where they must be, CRLF at the end. Null is an empty field. */
export function csvRecord(fields: readonly Field[]): string {
  return `${fields.map(csvField).join(',')}\r\n`;
}

function csvField(field: Field): string {
  const text = typeof field === 'string' ? defused(field) : String(field ?? '');
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * Text that no spreadsheet takes for a formula: where it begins like one, also after what cannot be seen, an apostrophe goes before it.
 * So it does where the text begins with apostrophes of its own, so that taking one off gives back what was written.
 * Source: https://owasp.org/www-community/attacks/CSV_Injection
 */
function defused(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

const FORMULA = /^'*(?:[\t\r\n]|[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠])/u;
