import * as z from 'zod';
import { wanted } from './settings-mistakes.ts';

/** Returns the schema of text that matches a pattern; `how` says how to fix anything else. */
export const text = (pattern: RegExp, how: string) => z.string(wanted(how)).regex(pattern, wanted(how));

export const wholeNumber = (min: number, max: number, how: string) =>
  z.int(wanted(how)).min(min, wanted(how)).max(max, wanted(how));

/** Returns the schema of an absolute URL without credentials: https, or also http on this machine if `local`. */
export const webUrl = (how: string, { local = false } = {}) =>
  z.string(wanted(how)).refine((value) => isWebUrl(URL.parse(value), local), wanted(how));

/** Returns the schema of an origin as a browser sends it (RFC 6454): an exact scheme, host and port. */
export const origin = (how: string) =>
  z.string(wanted(how)).refine((value) => {
    const url = URL.parse(value);
    return isWebUrl(url, true) && url?.origin === value && !value.includes('*');
  }, wanted(how));

function isWebUrl(url: URL | null, local: boolean): boolean {
  if (url === null || `${url.username}${url.password}` !== '') return false;
  return url.protocol === 'https:' || (local && url.protocol === 'http:' && LOOPBACK.includes(url.hostname));
}

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];
