import { stored } from './device-storage.ts';

const NAME = 'support-desk-key';

/** The agent's key that this tab, or this device, remembers. */
export const rememberedKey = (): string | undefined =>
  stored(() => sessionStorage.getItem(NAME) ?? localStorage.getItem(NAME)) ?? undefined;

/** Keeps the key until the tab is closed or, if the agent says so, on this device. */
export function rememberKey(key: string, onThisDevice: boolean): void {
  forgetKey();
  stored(() => (onThisDevice ? localStorage : sessionStorage).setItem(NAME, key));
}

/** Forgets the key, on the device too. */
export function forgetKey(): void {
  stored(() => sessionStorage.removeItem(NAME));
  stored(() => localStorage.removeItem(NAME));
}

/** Calls `forgotten` when another tab of this device signs out. */
export function onForgotten(forgotten: () => void): void {
  addEventListener('storage', ({ key, newValue }) => {
    if (key === NAME && newValue === null && rememberedKey() === undefined) forgotten();
  });
}
