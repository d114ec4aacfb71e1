import type { Agent } from '#core/agents/agent.ts';
import { DeskError } from '#core/errors.ts';
import type { Entry } from '#core/ticket/entry.ts';
import { newerThan } from '#core/ticket/merged-messages.ts';
import type { ThreadStore } from '#core/ticket/ports.ts';
import type { Ticket } from '#core/ticket/ticket.ts';
import { hasUnseen } from '#core/ticket/unseen.ts';
import { readEntityTags } from '#http/edge/entity-tags.ts';
import { fitting } from '#http/edge/fitting.ts';
import { toEntryJson } from './entry-json.ts';
import { toTicketJson, versionTag } from './ticket-json.ts';

/** A tag as `versionTag` writes it, or a version alone. */
const VERSION = /^([1-9]\d{0,8})(?:-[\w-]+)?$/;

type Precondition = (named: Ticket, live: Ticket) => Promise<void>;

interface Reading {
  readonly agent: Pick<Agent, 'id'>;
  readonly threads: Pick<ThreadStore, 'since' | 'entry'>;
}

/**
 * Returns an `If-Match` header as a precondition (RFC 9110, section 13.1.1) that names the version the agent has read, by a ticket's ETag or as the
 * bare version: `"3"`. Of several versions the highest that isn't above the current one counts; weak tags never match; every ticket passes without
 * the header or with `*`.
 *
 * The precondition throws `version_mismatch`, with the current ticket and its entries since, if the agent hasn't seen every entry that `hasUnseen`
 * requires, or if no tag names a version up to the current one. So it does with the survivor of a merged ticket, and what that has since. `ifMatch` itself
 * throws `malformed_request` for anything but a list of entity tags.
 */
export function ifMatch(header: string | undefined, { agent, threads }: Reading): Precondition {
  const tags = header === undefined ? '*' : readEntityTags(header);
  if (tags === '*') return async () => {};
  if (tags === undefined) {
    throw new DeskError('malformed_request', 'If-Match must be `*` or the ETag of a ticket, with its quotes: "3".');
  }
  const versions = tags.flatMap(({ weak, value }) => (weak ? [] : (VERSION.exec(value)?.[1] ?? []))).map(Number);
  return async (named, live) => {
    const read = versions
      .filter((version) => version <= named.version)
      .toSorted((a, b) => a - b)
      .at(-1);
    if (read === undefined) throw mismatch(named, []);
    if (live.id === named.id && read === named.version) return;
    for (const [ticket, entries] of newerThan(threads, named, read, live)) await expectSeen(named, ticket, entries);
  };

  /**
   * Throws `version_mismatch` if the agent should see one of the newer entries up to a ticket's version, with as many of these as fit into a response. Anything
   * stored since makes the change itself fail, and the precondition is checked again.
   */
  async function expectSeen(named: Ticket, ticket: Ticket, newer: AsyncIterable<readonly Entry[]>): Promise<void> {
    const thread: unknown[] = [];
    let unseen = false;
    for await (const stored of newer) {
      const entries = stored.filter(({ version }) => version <= ticket.version);
      unseen ||= hasUnseen(agent, entries, named.id);
      thread.push(...entries.map(toEntryJson));
      const fit = fitting(thread, toTicketJson(ticket));
      if (unseen && fit.length < thread.length) throw mismatch(ticket, fit);
    }
    if (unseen) throw mismatch(ticket, thread);
  }
}

const mismatch = (ticket: Ticket, thread: readonly unknown[]): DeskError =>
  new DeskError(
    'version_mismatch',
    'Someone else changed this ticket after you read it, so nothing was changed. The current ticket is in `ticket`.',
    {
      members: { ticket: toTicketJson(ticket), thread },
      headers: { etag: versionTag(ticket.version) },
    },
  );
