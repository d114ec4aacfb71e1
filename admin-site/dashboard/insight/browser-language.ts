/** Chromium on Linux may tell a language that Intl does not know (`en-US@posix` with `LANG=C.UTF-8`), and uPlot asks Intl for it as it is imported. */
try {
  new Intl.Locale(navigator.language);
} catch {
  Object.defineProperty(navigator, 'language', { value: 'en-US' });
}
