/** The letters people type for those that Unicode's compatibility decomposition doesn't split. */
const equals: Readonly<Record<string, string>> = {
  æ: 'ae',
  œ: 'oe',
  ß: 'ss',
  þ: 'th',
  ð: 'd',
  đ: 'd',
  ħ: 'h',
  ı: 'i',
  ł: 'l',
  ø: 'o',
  ŧ: 't',
  ς: 'σ',
  'е\u0308': 'е',
  '‘': "'",
  '’': "'",
  '‛': "'",
  ʼ: "'",
  '“': '"',
  '”': '"',
  '„': '"',
  '‐': '-',
  '–': '-',
};

/** Accents, points and vowel signs of scripts in which people leave them out. In others, marks are letters. */
const ACCENTS = /(?<=[\p{sc=Latin}\p{sc=Greek}\p{sc=Arabic}\p{sc=Hebrew}])\p{M}+/gu;

/**
 * Returns text for comparison, never to be shown: texts that people consider the same become equal. Ignores case, accents, width, ligatures, curly
 * quotation marks and invisible characters (soft hyphens, zero-width characters); folding twice is the same as folding once.
 */
export const foldText = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{Default_Ignorable_Code_Point}/gu, '')
    .replaceAll(ACCENTS, '')
    .replaceAll(/е\u0308|[æœßþðđħıłøŧς‘’‛ʼ“”„‐–]/g, (letter) => equals[letter] ?? letter)
    .normalize('NFC');
