import { batch, signal } from '@preact/signals';
import type { Desk } from '#dashboard/desk/desk.ts';
import type { DeskApi } from '#dashboard/wire/api.ts';
import { type BulkChange, bulkApi } from '#dashboard/wire/bulk-api.ts';
import { changedFields, inverseOf } from './change.ts';
import * as words from './messages.ts';
import { type Group, type Refused, type Report, run } from './run.ts';

/** A run under way: so many tickets are through. */
export interface Phase {
  readonly through: number;
  readonly all: number;
  readonly isWaiting: boolean;
  readonly isStopping: boolean;
}

const nothing: Report = { done: [], refused: [], left: [] };

/** Makes changes of many tickets at a desk, one run at a time: what the agent sees changes at once, and back for those that the desk refuses. */
export function bulkRuns(desk: Desk) {
  const phase = signal<Phase | undefined>(undefined);
  /** The tickets that the last run couldn't change. */
  const refused = signal<readonly Refused[]>([]);
  let previous: Promise<unknown> = Promise.resolve();
  let stop = new AbortController();
  let runs = 0;

  /** Changes tickets once the run before is through, unless the agent has signed out by then; `what` says what is done to them. */
  function start(groups: readonly Group[], what?: string): Promise<Report> {
    const api = desk.session.api.value;
    const started = previous.then(() => change(api, groups, what));
    previous = started;
    return started;
  }

  async function change(api: DeskApi | undefined, groups: readonly Group[], what: string | undefined): Promise<Report> {
    const targets = groups.flatMap((group) => group.targets);
    const isHere = () => desk.session.api.value === api;
    if (!api || !isHere() || targets.length === 0) return nothing;
    stop = new AbortController();
    runs += 1;
    const lane = (id: string) => `${id} bulk ${runs}`;
    const all = targets.length;
    phase.value = { through: 0, all, isWaiting: false, isStopping: false };
    refused.value = [];
    batch(() => {
      for (const { change, targets } of groups)
        for (const { id } of targets) {
          const now = desk.tickets.ticket(id);
          if (now) desk.tickets.showFields(lane(id), id, changedFields(now, change));
        }
    });
    const take = (report: Omit<Report, 'left'>) => {
      if (isHere()) takeOver(report, lane);
    };
    try {
      const report = await run(groups, {
        send: bulkApi(api.connection),
        key: crypto.randomUUID(),
        signal: stop.signal,
        wait: (milliseconds) => waitFor(milliseconds, stop.signal),
        tell: (progress) => {
          if (isHere()) phase.value = { ...progress, all, isStopping: stop.signal.aborted };
        },
        take,
      });
      if (!isHere()) return nothing;
      refused.value = report.refused;
      say(report, what ?? words.doneTo((groups[0] as Group).change));
      void desk.refresh();
      return report;
    } finally {
      batch(() => {
        for (const { id } of targets) desk.tickets.showFields(lane(id), id, undefined);
        phase.value = undefined;
      });
    }
  }

  /** Takes over what the desk made of tickets, and undoes what the agent sees of those that it refused. */
  function takeOver({ done, refused: not }: Omit<Report, 'left'>, lane: (id: string) => string): void {
    batch(() => {
      for (const { target, after } of done) {
        // A ticket that no page shows is only counted.
        if (after && desk.tickets.answered.value.has(target.id)) desk.own.accepted(target.version, after);
        else if (after) desk.counts.accepted(target.before, after, Date.now());
        desk.tickets.showFields(lane(target.id), target.id, undefined);
      }
      for (const { target, result } of not) {
        if (result?.ticket) desk.tickets.learn([result.ticket]);
        desk.tickets.showFields(lane(target.id), target.id, undefined);
      }
    });
  }

  /** Says what was done, which can be undone, and why not all. */
  function say(report: Report, what: string): void {
    const { done, refused: not, left } = report;
    const title = words.summary(done.length, what, not.length + left.length);
    const reason = reasonsOf(report);
    const groups = undoing(report);
    desk.toasts.show({
      title,
      subject: '',
      ...(reason && { reason }),
      ...(groups.length > 0 && what !== words.restored && { undo: () => void start(groups, words.restored) }),
    });
  }

  return {
    phase,
    refused,
    start,
    /** Ends the run after what is under way. */
    cancel(): void {
      if (phase.value) phase.value = { ...phase.value, isStopping: true };
      stop.abort();
    },
  };
}

/** Returns the reason for which a ticket wasn't changed. */
export function reasonFor({ target, result, reason }: Refused): string {
  if (result?.status === 404) return words.reasons.missing;
  if (result?.status !== 412) return reason ?? words.reasons.lost;
  const hasWritten = (result.ticket?.latestCustomerVersion ?? 0) > target.version;
  return hasWritten ? words.reasons.customer : words.reasons.agent;
}

function reasonsOf({ refused, left }: Report): string | undefined {
  const reasons = [...refused.map(reasonFor), ...left.map(() => words.reasons.stopped)];
  const counts = [...Map.groupBy(reasons, (reason) => reason)].map(([reason, all]) => [reason, all.length] as const);
  if (counts.length < 2) return counts[0]?.[0];
  return counts.map(([reason, count]) => words.reasonOf(count, reason)).join('; ');
}

/** Returns what undoes a run: each ticket gets its own values back, all that get the same ones together. */
function undoing({ done }: Report): readonly Group[] {
  const groups = Map.groupBy(
    done.flatMap(({ target, change, after }) => {
      const inverse = inverseOf(target.before, change);
      if (Object.keys(inverse).length === 0) return [];
      return {
        inverse,
        target: { ...target, version: after?.version ?? target.version, before: after ?? target.before },
      };
    }),
    ({ inverse }) => JSON.stringify(inverse),
  );
  return [...groups.values()].map((all) => ({
    change: all[0]?.inverse as BulkChange,
    targets: all.map(({ target }) => target),
  }));
}

function waitFor(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
