import { visible } from '#dashboard/model/text.ts';

/** A row: what is counted, how often, and what else there is to say in the last column. */
export interface Bar {
  readonly name: string;
  readonly count: number;
  readonly more?: number;
}

/** A table whose numbers are drawn as bars beside them: the picture and the figures are one. `columns` are its headings. */
export function BarTable({ columns, bars }: { readonly columns: readonly string[]; readonly bars: readonly Bar[] }) {
  const most = Math.max(1, ...bars.map(({ count }) => count));
  const [name, ...numbers] = columns;
  return (
    <table class="bars">
      <thead>
        <tr>
          <th scope="col">{name}</th>
          <td class="bar" />
          {numbers.map((heading) => (
            <th key={heading} scope="col">
              {heading}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {bars.map(({ name, count, more }) => (
          <tr key={name}>
            <th scope="row" dir="auto">
              {visible(name)}
            </th>
            <td class="bar" aria-hidden="true">
              <span style={{ inlineSize: `${(100 * count) / most}%` }} />
            </td>
            <td>{count}</td>
            {more !== undefined && <td>{more}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
