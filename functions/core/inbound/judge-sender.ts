import { readAuthenticationResults } from './authentication-results.ts';
import type { IncomingMail } from './incoming-mail.ts';
import { sameOrganisation } from './organisation.ts';

/** The name under which Amazon SES writes what it checked when it received a mail. */
const RECEIVER = 'amazonses.com';

interface SenderVerdict {
  /** The result of DMARC for the domain in From; `none` if the domain publishes no policy, or if nothing can be said. */
  readonly dmarc: 'pass' | 'fail' | 'none';
  /** True if a DKIM signature is valid and belongs to the organisation of the domain in From. */
  readonly dkimAligned: boolean;
}

const NOTHING: SenderVerdict = { dmarc: 'none', dkimAligned: false };

const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase();

/**
 * Judges if a mail comes from the domain in its From header. Only the topmost Authentication-Results header counts, and only if Amazon SES wrote it:
 * servers add theirs on top, and what is below came with the mail (RFC 8601, section 5).
 */
export function judgeSender({ from, authentication }: Pick<IncomingMail, 'from' | 'authentication'>): SenderVerdict {
  const checked = readAuthenticationResults(authentication[0] ?? '');
  if (!from || checked?.server !== RECEIVER) return NOTHING;
  const domain = domainOf(from.address);
  const dkimAligned = checked.results.some(
    ({ method, result, properties }) =>
      method === 'dkim' &&
      result === 'pass' &&
      // Where both are there, header.d is the domain that signed.
      sameOrganisation(properties.get('header.d') ?? domainOf(properties.get('header.i') ?? ''), domain),
  );
  return { dmarc: dmarcOf(checked.results, domain), dkimAligned };
}

function dmarcOf(
  results: NonNullable<ReturnType<typeof readAuthenticationResults>>['results'],
  domain: string,
): SenderVerdict['dmarc'] {
  const verdicts = results.filter(({ method }) => method === 'dmarc');
  const [verdict] = verdicts;
  // Two verdicts contradict each other or were written by two.
  if (!verdict || verdicts.length > 1) return 'none';
  if (verdict.result === 'fail') return 'fail';
  // A pass for another domain than the one that agents see: the header was read differently.
  const checkedDomain = verdict.properties.get('header.from')?.toLowerCase();
  return verdict.result === 'pass' && (checkedDomain === undefined || checkedDomain === domain) ? 'pass' : 'none';
}
