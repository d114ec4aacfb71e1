/** A document of nested elements, with a list as repeated elements. */
export interface Elements {
  readonly [name: string]: string | Elements | readonly Elements[];
}

/** Writes a document with one root element, as S3 does. */
export const xml = (elements: Elements): string => `<?xml version="1.0" encoding="UTF-8"?>\n${write(elements)}`;

const write = (elements: Elements): string =>
  Object.entries(elements)
    .flatMap(([name, value]) =>
      (Array.isArray(value) ? value : [value]).map(
        (one) => `<${name}>${typeof one === 'string' ? escaped(one) : write(one)}</${name}>`,
      ),
    )
    .join('');

const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\r', '&#13;');
