/**
 * Returns the files that are pasted; none if there is formatted text, such as cells of a table, which come with a picture of themselves. Some systems put a
 * file's name beside it, as plain text.
 */
export const pastedFiles = (transfer: DataTransfer | null): readonly File[] =>
  transfer && !['text/plain', 'text/html'].every((type) => transfer.types.includes(type)) ? [...transfer.files] : [];

interface DropZone {
  /** Called when files come over the element, and when they leave it. */
  readonly over: (isOver: boolean) => void;
  readonly drop: (files: readonly File[]) => void;
}

/** Takes files that are dropped on an element; anything else that is dragged is left to the browser. Returns a function that ends it. */
export function takeDrops(element: EventTarget, { over, drop }: DropZone): () => void {
  let depth = 0;
  const move = (by: number) => {
    const wasOver = depth > 0;
    depth = Math.max(0, depth + by);
    if (depth > 0 !== wasOver) over(depth > 0);
  };
  const listen = (type: string, act: (transfer: DataTransfer) => void) => {
    const listener = (event: Event) => {
      const { dataTransfer } = event as DragEvent;
      if (!dataTransfer?.types.includes('Files')) return;
      // Without this a browser opens the file in place of the page.
      event.preventDefault();
      act(dataTransfer);
    };
    element.addEventListener(type, listener);
    return () => element.removeEventListener(type, listener);
  };
  const listeners = [
    listen('dragenter', () => move(1)),
    listen('dragleave', () => move(-1)),
    listen('dragover', (transfer) => {
      transfer.dropEffect = 'copy';
    }),
    listen('drop', (transfer) => {
      move(-depth);
      drop([...transfer.files]);
    }),
  ];
  return () => {
    for (const stop of listeners) stop();
  };
}
