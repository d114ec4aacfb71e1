/** Returns true if this page is in sight and has the focus. */
export const isLookedAt = (): boolean => document.visibilityState === 'visible' && document.hasFocus();
