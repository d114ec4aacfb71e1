const units = ['byte', 'kilobyte', 'megabyte'] as const;

/** Returns a size in bytes for a reader: "3 bytes", "12 kB", "1.4 MB". */
export function fileSize(bytes: number, locale: string): string {
  const power = bytes < 1000 ? 0 : bytes < 999_500 ? 1 : 2;
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: units[power] as string,
    unitDisplay: power === 0 ? 'long' : 'short',
    maximumFractionDigits: power === 2 ? 1 : 0,
  }).format(bytes / 1000 ** power);
}
