import { describe, expect, it } from 'vitest';
import { pastedFiles, takeDrops } from '#site/files/dropped-files.ts';

const image = new File(['x'], 'image.png', { type: 'image/png' });
const transfer = (types: string[], files: File[] = [image]) =>
  ({ types, files, dropEffect: 'none' }) as unknown as DataTransfer;

describe('pasting', () => {
  it('takes files and pictures', () => expect(pastedFiles(transfer(['Files']))).toEqual([image]));
  it('takes a picture with the markup of its page', () =>
    expect(pastedFiles(transfer(['text/html', 'Files']))).toEqual([image]));
  it('takes a file that comes with its name', () =>
    expect(pastedFiles(transfer(['text/plain', 'Files']))).toEqual([image]));
  it('leaves formatted text to the field, though it comes with a picture of itself', () =>
    expect(pastedFiles(transfer(['text/plain', 'text/html', 'Files']))).toEqual([]));
  it('takes nothing where there is nothing', () => expect(pastedFiles(null)).toEqual([]));
});

describe('dropping', () => {
  function zone() {
    const element = new EventTarget();
    const seen: unknown[] = [];
    const stop = takeDrops(element, { over: (isOver) => seen.push(isOver), drop: (files) => seen.push(files) });
    const fire = (type: string, dataTransfer = transfer(['Files'])) => {
      const event = Object.assign(new Event(type, { cancelable: true }), { dataTransfer });
      element.dispatchEvent(event);
      return event.defaultPrevented;
    };
    return { seen, stop, fire };
  }

  it('takes the files, and says once when they come and leave, however many elements they cross', () => {
    const { seen, fire } = zone();
    fire('dragenter');
    fire('dragenter');
    fire('dragleave');
    expect(seen).toEqual([true]);
    fire('dragleave');
    expect(seen).toEqual([true, false]);
    fire('dragenter');
    fire('dragenter');
    expect(fire('dragover')).toBe(true);
    expect(fire('drop')).toBe(true);
    expect(seen).toEqual([true, false, true, false, [image]]);
  });

  it('leaves dragged text and links to the browser', () => {
    const { seen, fire } = zone();
    for (const type of ['dragenter', 'dragover', 'drop']) expect(fire(type, transfer(['text/plain'], []))).toBe(false);
    expect(seen).toEqual([]);
  });

  it('ends', () => {
    const { seen, stop, fire } = zone();
    stop();
    expect(fire('drop')).toBe(false);
    expect(seen).toEqual([]);
  });
});
