import type { Fields } from '#dashboard/model/ticket.ts';
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
  readonly what: 'message' | 'change';
  readonly ticketId: string;
  /** Tasks in one lane are sent one after the other: the ticket's id, for what must keep its order. */
  readonly lane: string;
  /** Its place among all tasks: a task with a lower number is sent first. */
  readonly turn: number;
  /** When it may be sent, in milliseconds since 1970; undefined while that is another tab's to do. */
  readonly dueAt: () => number | undefined;
  /** The fields that it changes, if it changes any. */
  readonly to: () => Fields | undefined;
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
  /** Learns which fields a lane's tasks will give its ticket; undefined if none does. */
  readonly changed: (lane: string, ticketId: string, fields: Fields | undefined) => void;
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
 * accepted. When one is refused, it is given back, and so are those that depend on it. Lanes don't wait for one another.
 */
export function ticketQueue({ clock, startTimer, changed }: Work) {
  const lanes = new Map<string, Lane>();
  let lastTurn = 0;

  function laneOf(name: string): Lane {
    const lane = lanes.get(name) ?? { tasks: [], sending: new Set(), failures: 0, notBefore: 0, callOff: () => {} };
    lanes.set(name, lane);
    return lane;
  }

  function add(task: Task): void {
    const lane = laneOf(task.lane);
    lastTurn = Math.max(lastTurn, task.turn);
    lane.tasks = [...lane.tasks, task].sort((one, other) => one.turn - other.turn);
    advance(task.lane);
  }

  /** Takes a task out, unless it is being sent. */
  function remove(task: Task): void {
    const lane = laneOf(task.lane);
    if (!lane.sending.has(task)) lane.tasks = lane.tasks.filter((one) => one !== task);
    advance(task.lane, task.ticketId);
  }

  /** Sends a lane's first task if it is due, or sees to it that it will be. */
  function advance(name: string, ticketId = name): void {
    const lane = laneOf(name);
    lane.callOff();
    const [head] = lane.tasks;
    changed(name, head?.ticketId ?? ticketId, lastChange(lane)?.to());
    if (!head) lanes.delete(name);
    const dueAt = head?.dueAt();
    if (!head || lane.sending.size > 0 || dueAt === undefined || isHalted(lane)) return;
    const wait = Math.max(dueAt, lane.notBefore) - clock();
    if (wait > 0) lane.callOff = startTimer(wait, () => advance(name));
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
    if (lanes.get(task.lane) === lane) advance(task.lane, task.ticketId);
  }

  /** Tries again at once what could not be sent. */
  function retry(): void {
    for (const [name, lane] of lanes) {
      lane.notBefore = 0;
      advance(name);
    }
  }

  /**
   * Sends each lane's first task now, due or not, because the page ends, and with it the change that follows: unlike a message it is
   * on no device. Messages after the first can't wait for its answer any more.
   */
  function flush(): Promise<unknown> {
    const sent = [...lanes.values()].flatMap((lane) => {
      const [head, ...rest] = lane.tasks;
      if (head?.dueAt() === undefined || isHalted(lane)) return [];
      const changes = rest.every(({ what }) => what === 'change') ? rest.slice(-1) : [];
      return [head, ...changes].filter((task) => !lane.sending.has(task)).map((task) => send(lane, task));
    });
    return Promise.all(sent);
  }

  return {
    add,
    remove,
    advance,
    retry,
    flush,
    /** A lane's last task. */
    last: (lane: string): Task | undefined => lanes.get(lane)?.tasks.at(-1),
    /** The last one that changes its ticket. */
    lastChange: (lane: string): Task | undefined => lastChange(lanes.get(lane)),
    isSending: (task: Task): boolean => lanes.get(task.lane)?.sending.has(task) ?? false,
    /** The place of a task that an agent gives it now. */
    nextTurn: (): number => Math.max(lastTurn + 1, clock()),
    /** Drops every task, and nobody sees what it was to change; one that is being sent still ends. */
    clear: () => {
      for (const [name, lane] of lanes) {
        lane.callOff();
        changed(name, '', undefined);
        lane.tasks = [...lane.sending];
      }
      lanes.clear();
    },
  };
}

const lastChange = (lane: Lane | undefined): Task | undefined => lane?.tasks.findLast((task) => task.to());

const isHalted = ({ notBefore }: Lane): boolean => notBefore === Number.POSITIVE_INFINITY;
