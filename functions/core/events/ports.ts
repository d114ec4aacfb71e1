import type { DeskEvent } from './desk-event.ts';

/** The desk's event bus. */
export interface EventBus {
  /** Publishes events. Returns those that weren't published, each with the cause; publishing them again is safe. */
  publish(events: readonly DeskEvent[]): Promise<ReadonlyMap<DeskEvent, unknown>>;
}
