/** Returns English with the formats of a locale's region: "en-GB" for `en-GB`, "en-DE" for `de`. */
const englishOf = (locale: string): string => `en-${new Intl.Locale(locale).maximize().region ?? 'US'}`;

/** The language of the dashboard with the formats of the reader's region. */
export const locale = englishOf(Intl.DateTimeFormat().resolvedOptions().locale);

const numbers = new Intl.NumberFormat(locale);

export const formatNumber = (value: number): string => numbers.format(value);

/** A number with its noun: "1 reply", "2 replies". */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${formatNumber(count)} ${count === 1 ? one : many}`;
