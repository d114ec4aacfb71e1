import { foldText } from '#core/text/fold-text.ts';

const words = (text: string) => new Set(text.split('|'));

/** Titles that come before a family name alone. */
const COURTESIES = words(
  'mr|mrs|ms|miss|mx|mister|herr|frau|hr|fr|m|mme|mlle|monsieur|madame|sr|sra|srta|senor|senora|sir|dame|lord|lady',
);
const TITLES = words('dr|prof|professor|doctor|dipl.-ing|ing|mag|rev|hon|phd|md|msc|bsc');
/** Words of names that are no person's. */
const NOBODYS = words(
  'team|support|service|info|admin|billing|sales|office|contact|hello|accounts|account|customer|user|guest|noreply|no-reply|inc|ltd|llc|gmbh|ag|corp|co|company|group|the|and|&|+|n/a|none|null',
);
const PARTICLES = words('van|von|de|der|den|di|da|do|dos|das|del|della|la|le|el|al|bin|ibn|ten|ter|zu');
/** Scripts whose names begin with the family. */
const FAMILY_FIRST = /[\p{sc=Han}\p{sc=Hangul}\p{sc=Hiragana}\p{sc=Katakana}]/u;
const FIRST = /^\p{L}[\p{L}\p{M}'’-]+$/u;

/** Returns the word without points and case, for comparison with those above. */
const keyOf = (word: string) => foldText(word).replace(/\.$/, '');
const isCapitals = (text: string) => text !== text.toLowerCase() && text === text.toUpperCase();

/**
 * Returns the first name in a customer's name, or undefined if it can't be told: nobody is greeted by a title, a family name, an initial, an address or
 * a company. Which languages' names begin with the family can't be seen in Latin letters.
 */
export function firstName(name: string | null): string | undefined {
  const all = (name ?? '').normalize('NFC').trim().split(/\s+/u);
  if (/[@,/\d_]/.test(name ?? '') || FAMILY_FIRST.test(name ?? '') || all.some((word) => NOBODYS.has(keyOf(word)))) {
    return undefined;
  }
  const start = all.findIndex((word) => !COURTESIES.has(keyOf(word)) && !TITLES.has(keyOf(word)));
  const [first = '', ...rest] = start < 0 ? [] : all.slice(start);
  const isFamily = start > 0 && rest.length === 0;
  if (isFamily || !FIRST.test(first) || PARTICLES.has(first)) return undefined;
  if (!isCapitals(first)) return first === first.toLowerCase() ? capitalized(first) : first;
  // A company's, or a family name before the given one.
  if (rest.length === 0 || !isCapitals(rest.join(' '))) return undefined;
  return capitalized(first.toLowerCase());
}

const capitalized = (name: string) => name.replaceAll(/(?<=^|-)\p{L}/gu, (letter) => letter.toUpperCase());
