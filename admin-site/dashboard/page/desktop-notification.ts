import * as texts from '#dashboard/model/messages.ts';
import type { Announcement } from '#dashboard/model/news.ts';

/** True if this page may show notifications; not every browser has them, and none outside a secure context. */
export type Permission = NotificationPermission | 'unsupported';

export const permissionNow = (): Permission => ('Notification' in globalThis ? Notification.permission : 'unsupported');

/** Lets the browser ask the person, who must have wished for it, and shows what a notification is like. */
export async function askPermission(): Promise<Permission> {
  if (permissionNow() === 'unsupported') return 'unsupported';
  const answer = await Notification.requestPermission();
  return answer === 'granted' && !showNotification(texts.notificationsSample, 'sample') ? 'unsupported' : answer;
}

/**
 * Shows a notification of the operating system; returns true if this browser can. One with the same `tag` is replaced, not repeated. A
 * click leads to this tab, and does what `onClick` says.
 */
export function showNotification({ title, detail = '' }: Announcement, tag: string, onClick = () => {}): boolean {
  if (permissionNow() !== 'granted') return false;
  try {
    const notification = new Notification(title, { body: detail, tag, icon: 'icon.svg' });
    notification.onclick = () => {
      window.focus();
      notification.close();
      onClick();
    };
    return true;
  } catch {
    // Chrome on Android grants the permission and throws: there notifications take a service worker.
    return false;
  }
}
