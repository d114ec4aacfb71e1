import { messageKinds } from '#core/ticket/entry.ts';
import type { PendingMessage } from '#dashboard/model/outgoing-message.ts';
import type { Device } from './device.ts';

const PREFIX = 'support-desk-pending ';

/** Messages that the desk has not accepted yet, each an entry of its own, which one tab at a time owns. */
export const pendingMessages = (device: Device) => ({
  /** All of them, of whatever agent, in the order in which they were written. */
  all: (): readonly PendingMessage[] =>
    [...device.entries(PREFIX).values()].flatMap(read).sort((one, other) => one.turn - other.turn),
  find: (key: string): PendingMessage | undefined => read(device.entries(PREFIX + key).get(''))[0],
  /** Keeps a message; returns whether the device did. */
  keep: (message: PendingMessage): boolean => device.put(PREFIX + message.key, write(message)),
  remove: (key: string): void => device.remove(PREFIX + key),
  onChange: (changed: (key: string, message: PendingMessage | undefined) => void): void =>
    device.onChange((name, text) => {
      if (name.startsWith(PREFIX)) changed(name.slice(PREFIX.length), read(text)[0]);
    }),
  own: (key: string, owned: () => void) => device.own(PREFIX + key, owned),
});

/** Without what is known of it in this tab only. */
const write = (message: PendingMessage) => JSON.stringify({ ...message, elsewhere: undefined, trouble: undefined });

/** The message of an entry; none if it is not one of this program's. */
function read(text: string | undefined): PendingMessage[] {
  try {
    const message = JSON.parse(text ?? '') as PendingMessage;
    const texts = [message.key, message.agent, message.ticketId, message.body];
    const numbers = [message.version, message.caret, message.sentAt, message.turn];
    const isOne =
      texts.every((it) => typeof it === 'string') &&
      numbers.every(Number.isFinite) &&
      messageKinds.includes(message.kind);
    // Messages that were kept before they could have files have none.
    return isOne ? [{ ...message, attachments: message.attachments ?? [] }] : [];
  } catch {
    return [];
  }
}
