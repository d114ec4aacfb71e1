import type { Device } from './device.ts';
import { stored } from './device-storage.ts';

/** `localStorage`, its `storage` events, and Web Locks (https://w3c.github.io/web-locks/). */
export const browserDevice: Device = {
  entries: (prefix) =>
    new Map(
      stored(() => Object.entries(localStorage))
        ?.filter(([name]) => name.startsWith(prefix))
        .map(([name, value]) => [name.slice(prefix.length), String(value)]),
    ),
  put: (name, value) => stored(() => localStorage.setItem(name, value) ?? true) ?? false,
  remove: (name) => stored(() => localStorage.removeItem(name)),
  onChange(changed) {
    addEventListener('storage', ({ key, newValue, storageArea }) => {
      if (key !== null && storageArea === stored(() => localStorage)) changed(key, newValue ?? undefined);
    });
  },
  own(name, owned) {
    const waiting = new AbortController();
    let letGo = () => waiting.abort();
    const hold = () =>
      new Promise<void>((release) => {
        letGo = release;
        owned();
      });
    // Without locks every tab owns everything: a message is sent by several, but added once for its key.
    const { locks } = navigator;
    if (!locks) queueMicrotask(() => !waiting.signal.aborted && owned());
    else {
      locks.request(name, { signal: waiting.signal }, hold).catch(() => {
        if (!waiting.signal.aborted) owned();
      });
    }
    return () => letGo();
  },
};
