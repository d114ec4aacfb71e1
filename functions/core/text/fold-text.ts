/** Letters and marks that Unicode's compatibility decomposition leaves apart, by what people type for them. */
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
 * Text to compare by: what people hold to be the same is equal. Case, accents, width, ligatures, curly quotation marks and what can't be seen (soft
 * hyphens, zero-width characters) are aside; folding twice is folding once. Not to be shown.
 */
export const foldText = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{Default_Ignorable_Code_Point}/gu, '')
    .replaceAll(ACCENTS, '')
    .replaceAll(/е\u0308|[æœßþðđħıłøŧς‘’‛ʼ“”„‐–]/g, (letter) => equals[letter] ?? letter)
    .normalize('NFC');
