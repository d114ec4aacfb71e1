const MAX_SUBJECT = 80;
const MAX_WORDS = 6;
const WORD = /[\p{L}\p{N}]{3,30}/gu;

/** Words that say nothing about what a ticket is about. */
const STOP_WORDS = new Set(
  'about after all and any are but can cannot could did does doesn don for from get had has have help how into isn just not now one our out please she that the their them then there they this was way were what when where which who why will with won would you your'.split(
    ' ',
  ),
);

/** What subjects are counted by: the whole, in lower case and single spaces, and its telling words, each once. */
export function termsOf(subject: string): { readonly subject: string; readonly words: readonly string[] } {
  const text = subject.normalize('NFKC').toLowerCase().replaceAll(/\s+/gu, ' ').trim();
  const words = [...new Set(text.match(WORD) ?? [])].filter((word) => !STOP_WORDS.has(word));
  return { subject: [...text].slice(0, MAX_SUBJECT).join(''), words: words.slice(0, MAX_WORDS) };
}
