import type { Device } from '#dashboard/storage/device.ts';

interface Wait {
  readonly tab: object;
  readonly owned: () => void;
}

/** A browser's storage and locks, as several tabs share them; what one tab stores reaches the others a moment later. */
export function deviceOfTabs() {
  const stored = new Map<string, string>();
  const listeners = new Map<object, ((name: string, value: string | undefined) => void)[]>();
  /** The owner of each name, and the tabs that wait for it. */
  const locks = new Map<string, Wait[]>();

  function say(tab: object, name: string, value: string | undefined): void {
    for (const [other, all] of listeners) {
      if (other === tab) continue;
      for (const listen of all) queueMicrotask(() => listeners.has(other) && listen(name, value));
    }
  }

  function letGo(name: string, wait: Wait): void {
    const queue = locks.get(name) ?? [];
    const [owner] = queue;
    const rest = queue.filter((one) => one !== wait);
    locks.set(name, rest);
    if (owner === wait) grant(rest[0]);
  }

  function grant(wait: Wait | undefined): void {
    if (wait) queueMicrotask(() => listeners.has(wait.tab) && wait.owned());
  }

  /** Opens a tab; `end` is how it is closed, or crashes. */
  function tab(): { readonly device: Device; readonly end: () => void } {
    const self = {};
    listeners.set(self, []);
    const device: Device = {
      entries: (prefix) =>
        new Map(
          [...stored]
            .filter(([name]) => name.startsWith(prefix))
            .map(([name, value]) => [name.slice(prefix.length), value]),
        ),
      put(name, value) {
        stored.set(name, value);
        say(self, name, value);
        return true;
      },
      remove(name) {
        if (stored.delete(name)) say(self, name, undefined);
      },
      onChange: (changed) => void listeners.get(self)?.push(changed),
      own(name, owned) {
        const wait = { tab: self, owned };
        const queue = locks.get(name) ?? [];
        locks.set(name, [...queue, wait]);
        if (queue.length === 0) grant(wait);
        return () => letGo(name, wait);
      },
    };
    const end = () => {
      listeners.delete(self);
      for (const [name, queue] of locks) for (const wait of queue) if (wait.tab === self) letGo(name, wait);
    };
    return { device, end };
  }

  return { stored, tab };
}
