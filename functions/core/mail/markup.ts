/** Safe HTML, which only `html` creates. */
export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

const references: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => references[character] ?? '');

type Part = string | Markup | readonly Markup[] | undefined;

function asMarkup(part: Part): string {
  if (part === undefined) return '';
  if (part instanceof Markup) return part.text;
  return typeof part === 'string' ? escaped(part) : part.map(({ text }) => text).join('');
}

/** A template tag that escapes every text: `html` followed by a template literal. */
export function html(parts: TemplateStringsArray, ...values: readonly Part[]): Markup {
  return new Markup(String.raw({ raw: parts }, ...values.map(asMarkup)));
}
