const SAVED_AFTER_MS = 60_000;

/** Has the browser save a file. */
export function saveFile(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // Safari still reads it after the click.
  setTimeout(() => URL.revokeObjectURL(address), SAVED_AFTER_MS);
}
