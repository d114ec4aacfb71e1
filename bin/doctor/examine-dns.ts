import type { Resolver } from 'node:dns/promises';
import { examine, type Finding, missing, ok } from './finding.ts';

/** No record, no such name: the responses of DNS that say so. */
const NONE = ['ENOTFOUND', 'ENODATA'];

/** Returns the records of a name; none if there are none. Throws if nobody could say. */
export async function lookUp<T>(look: () => Promise<T[]>): Promise<T[]> {
  try {
    return await look();
  } catch (error) {
    if (NONE.includes((error as NodeJS.ErrnoException).code ?? '')) return [];
    throw error;
  }
}

/** Examines whether DNS has a record that SES signs mails by. */
export const examineRecord = (
  name: string,
  target: string,
  domain: string,
  dns: Resolver,
): Promise<readonly Finding[]> =>
  examine('DKIM record', undefined, async () => {
    const targets = (await lookUp(() => dns.resolveCname(name))).map(comparable);
    if (targets.includes(comparable(target))) return ok('DKIM record', name);
    const seen = targets.length > 0 ? `${name} leads to ${targets.join(', ')}.` : `DNS has no CNAME ${name}.`;
    return missing('DKIM record', seen, `Add to the DNS of ${domain}: ${name} CNAME ${target}`);
  });

const comparable = (name: string): string => name.toLowerCase().replace(/\.$/, '');

/**
 * Examines whether the domain, or one that it is part of, tells others what to do with mails in its name (RFC 7489): without that, the large mail
 * providers refuse or mark what they get.
 */
export const examineDmarc = (domain: string, dns: Resolver): Promise<readonly Finding[]> =>
  examine('DMARC', undefined, async () => {
    for (const owner of withParents(domain)) {
      const name = `_dmarc.${owner}`;
      const texts = (await lookUp(() => dns.resolveTxt(name))).map((parts) => parts.join(''));
      const policies = texts.filter((text) => /^v=DMARC1(?:;|$)/i.test(text.trim()));
      if (policies.length > 1)
        return missing('DMARC', `${name} has ${policies.length} policies, so none applies.`, 'Delete all but one.');
      if (policies[0] !== undefined) return ok('DMARC', `${name} says ${policies[0]}`);
    }
    const record = `_dmarc.${domain} TXT "v=DMARC1; p=none"`;
    return missing('DMARC', `DNS has no policy for ${domain}.`, `Add a first one to its DNS: ${record}`);
  });

/** A domain, then what it is part of, down to two labels. */
function withParents(domain: string): string[] {
  const labels = domain.split('.');
  return labels.slice(0, -1).map((_, index) => labels.slice(index).join('.'));
}
