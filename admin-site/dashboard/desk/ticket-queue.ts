import type { Status } from '#core/ticket/ticket.ts';
import type { StartTimer } from './start-timer.ts';

/**
 * The outcome of sending a task. `later`: whether it arrived isn't known, so it is sent again. `halted`: nothing can be sent until
 * the agent has signed in again.
 */
export type Ending =
  | { readonly kind: 'accepted' | 'halted' }
  | { readonly kind: 'refused'; readonly reason: string; readonly isOutdated: boolean }
  | { readonly kind: 'later'; readonly retryAfterMs: number | undefined };

/** Something an agent did to a ticket that the desk has not accepted yet. */
export interface Task {
  readonly what: 'message' | 'status';
  readonly ticketId: string;
  /** Its place among all tasks: a task with a lower number is sent first. */
  readonly turn: number;
  /** When it may be sent, in milliseconds since 1970; undefined while that is another tab's to do. */
  readonly dueAt: () => number | undefined;
  /** The status that it gives the ticket, if it gives one. */
  readonly to: () => Status | undefined;
  /** Sends it; what goes out at the end of a page goes out before this function returns its promise. */
  readonly send: () => Promise<Ending>;
  /** True if it is not to be sent once an earlier one was refused. */
  readonly dependsOn: (refused: Task) => boolean;
  /** Undoes what the agent sees of it. */
  readonly comeBack: (refusal: { readonly reason: string; readonly isOutdated: boolean }) => void;
}

interface Work {
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  readonly startTimer: StartTimer;
  /** Learns which status a ticket's tasks will give it; undefined if none does. */
  readonly changed: (ticketId: string, status: Status | undefined) => void;
}

interface Lane {
  tasks: readonly Task[];
  /** One at a time, but for the end of a page. */
  readonly sending: Set<Task>;
  failures: number;
  notBefore: number;
  callOff: () => void;
}

const PAUSES_MS = [1000, 3000, 10_000, 30_000];

export type TicketQueue = ReturnType<typeof ticketQueue>;

/**
 * Sends what an agent does to a ticket in the order in which it was done: each task when it is due and all before it have been
 * accepted. When one is refused, it is given back, and so are those that depend on it. Tickets don't wait for one another.
 */
export function ticketQueue({ clock, startTimer, changed }: Work) {
  const lanes = new Map<string, Lane>();
  let lastTurn = 0;

  function laneOf(ticketId: string): Lane {
    const lane = lanes.get(ticketId) ?? { tasks: [], sending: new Set(), failures: 0, notBefore: 0, callOff: () => {} };
    lanes.set(ticketId, lane);
    return lane;
  }

  function add(task: Task): void {
    const lane = laneOf(task.ticketId);
    lastTurn = Math.max(lastTurn, task.turn);
    lane.tasks = [...lane.tasks, task].sort((one, other) => one.turn - other.turn);
    advance(task.ticketId);
  }

  /** Takes a task out, unless it is being sent. */
  function remove(task: Task): void {
    const lane = laneOf(task.ticketId);
    if (!lane.sending.has(task)) lane.tasks = lane.tasks.filter((one) => one !== task);
    advance(task.ticketId);
  }

  /** Sends a ticket's first task if it is due, or sees to it that it will be. */
  function advance(ticketId: string): void {
    const lane = laneOf(ticketId);
    lane.callOff();
    changed(ticketId, lastStatusTask(lane)?.to());
    const [head] = lane.tasks;
    if (!head) lanes.delete(ticketId);
    const dueAt = head?.dueAt();
    if (!head || lane.sending.size > 0 || dueAt === undefined || isHalted(lane)) return;
    const wait = Math.max(dueAt, lane.notBefore) - clock();
    if (wait > 0) lane.callOff = startTimer(wait, () => advance(ticketId));
    else void send(lane, head);
  }

  async function send(lane: Lane, task: Task): Promise<void> {
    lane.callOff();
    lane.sending.add(task);
    const ending = await task.send();
    lane.sending.delete(task);
    if (ending.kind === 'halted') lane.notBefore = Number.POSITIVE_INFINITY;
    else if (ending.kind === 'later') {
      const pause = PAUSES_MS[Math.min(lane.failures, PAUSES_MS.length - 1)] ?? 0;
      lane.failures += 1;
      lane.notBefore = clock() + Math.max(pause, ending.retryAfterMs ?? 0);
    } else {
      lane.failures = 0;
      lane.notBefore = 0;
      const isGone = (one: Task) => one !== task && !lane.sending.has(one) && one.dependsOn(task);
      const gone = ending.kind === 'accepted' ? [] : lane.tasks.filter(isGone);
      const isIn = lane.tasks.includes(task);
      lane.tasks = lane.tasks.filter((one) => one !== task && !gone.includes(one));
      // The first one last: texts come back before what is a draft already.
      if (ending.kind === 'refused')
        for (const one of [...gone.reverse(), ...(isIn ? [task] : [])]) one.comeBack(ending);
    }
    if (lanes.get(task.ticketId) === lane) advance(task.ticketId);
  }

  /** Tries again at once what could not be sent. */
  function retry(): void {
    for (const [ticketId, lane] of lanes) {
      lane.notBefore = 0;
      advance(ticketId);
    }
  }

  /**
   * Sends each ticket's first task now, due or not, because the page ends, and with it the status that follows: unlike a message it is
   * on no device. Messages after the first can't wait for its answer any more.
   */
  function flush(): Promise<unknown> {
    const sent = [...lanes.values()].flatMap((lane) => {
      const [head, ...rest] = lane.tasks;
      if (head?.dueAt() === undefined || isHalted(lane)) return [];
      const statuses = rest.every(({ what }) => what === 'status') ? rest.slice(-1) : [];
      return [head, ...statuses].filter((task) => !lane.sending.has(task)).map((task) => send(lane, task));
    });
    return Promise.all(sent);
  }

  return {
    add,
    remove,
    advance,
    retry,
    flush,
    /** A ticket's last task. */
    last: (ticketId: string): Task | undefined => lanes.get(ticketId)?.tasks.at(-1),
    /** The last one that gives it a status. */
    lastStatusTask: (ticketId: string): Task | undefined => lastStatusTask(lanes.get(ticketId)),
    isSending: (task: Task): boolean => lanes.get(task.ticketId)?.sending.has(task) ?? false,
    /** The place of a task that an agent gives it now. */
    nextTurn: (): number => Math.max(lastTurn + 1, clock()),
    /** Drops every task; one that is being sent still ends. */
    clear: () => {
      for (const lane of lanes.values()) {
        lane.callOff();
        lane.tasks = [...lane.sending];
      }
      lanes.clear();
    },
  };
}

const lastStatusTask = (lane: Lane | undefined): Task | undefined => lane?.tasks.findLast((task) => task.to());

const isHalted = ({ notBefore }: Lane): boolean => notBefore === Number.POSITIVE_INFINITY;
