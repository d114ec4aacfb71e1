import { type Durations, durations } from './durations.ts';
import { SEPARATOR } from './names.ts';
import { type TargetKind, targetKinds } from './target-counters.ts';

/** The targets that were met and missed. */
type Results = Readonly<Record<TargetKind, { readonly met: number; readonly missed: number }>>;

/** The targets that a desk met and missed, for the first replies and the closing of tickets in some days. */
export interface TargetStats {
  /** From submission to the first reply. */
  readonly timeToReply: Durations;
  /** By tier, and by the id of the assignee, which is null for nobody; those with the most first. */
  readonly byTier: readonly (Results & { readonly tier: string })[];
  readonly byAgent: readonly (Results & { readonly agentId: string | null })[];
}

/** Returns the results in the numbers of some days; undefined if no ticket with targets had a first reply or was closed. */
export function targetStatsOf(numbers: ReadonlyMap<string, number>): TargetStats | undefined {
  const all = [...numbers].flatMap(([name, count]) => {
    const [of = '', outcome, tier = '', agentId = ''] = name.split(SEPARATOR);
    const kind = targetKinds.find((one) => one === of);
    return kind && outcome ? [{ kind, isMet: outcome === 'met', tier, agentId, count }] : [];
  });
  if (all.length === 0 && !numbers.has('replied')) return undefined;
  const sumOf = (some: typeof all, kind: TargetKind, isMet: boolean) =>
    some.filter((one) => one.kind === kind && one.isMet === isMet).reduce((sum, { count }) => sum + count, 0);
  const resultsOf = (some: typeof all): Results => ({
    reply: { met: sumOf(some, 'reply', true), missed: sumOf(some, 'reply', false) },
    resolve: { met: sumOf(some, 'resolve', true), missed: sumOf(some, 'resolve', false) },
  });
  const groupsBy = (key: 'tier' | 'agentId') =>
    [...Map.groupBy(all, (one) => one[key])]
      .map(([name, some]) => ({ name, results: resultsOf(some) }))
      .toSorted((a, b) => totalOf(b.results) - totalOf(a.results) || (a.name < b.name ? -1 : 1));
  return {
    timeToReply: durations(numbers, 'replied', 'seconds_to_reply', 'to_reply'),
    byTier: groupsBy('tier').map(({ name: tier, results }) => ({ tier, ...results })),
    byAgent: groupsBy('agentId').map(({ name, results }) => ({ agentId: name === '' ? null : name, ...results })),
  };
}

const totalOf = ({ reply, resolve }: Results): number => reply.met + reply.missed + resolve.met + resolve.missed;
