export const onMac = /Mac|iPhone|iPad/.test(navigator.platform);

/** Returns the name of a key that is pressed with Ctrl, or ⌘ on a Mac. */
export const withControl = (key: string) => (onMac ? `⌘${key}` : `Ctrl+${key}`);
