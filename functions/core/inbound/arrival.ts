/** The mail service's opinion of a mail: `gray` if it isn't sure, or couldn't tell. */
export type Verdict = 'pass' | 'fail' | 'gray';

/** A mail that the mail service has received and stored, as it reports it. */
export interface Arrival {
  /** The mail service's id of the mail, under which it is stored. */
  readonly id: string;
  /** RFC 3339 UTC. */
  readonly receivedAt: string;
  /** The addresses that it was delivered to, from the envelope. */
  readonly recipients: readonly string[];
  /** The results of the service's checks. DMARC passes only for a domain that publishes a policy. */
  readonly verdicts: Readonly<Record<'spam' | 'virus' | 'dmarc', Verdict>>;
}
