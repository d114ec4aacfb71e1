// Every word of the notification settings, which load when they are first opened.

export const title = 'When a customer writes';
export const desktop = 'Show a notification when this page isn’t in focus';
export const sound = 'Play a soft sound';
export const hint = 'Saved on this device. While either is on, this page keeps refreshing in the background.';
export const refusals = {
  denied: 'Your browser blocks notifications from this site. Allow them in its settings, then try again.',
  default: 'Your browser asks for permission first. Choose “Allow”.',
  unsupported: 'This browser can’t show notifications from this page.',
} as const;
