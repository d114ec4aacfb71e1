import { createHash } from 'node:crypto';
import type { GivenFile } from '#core/files/attach-files.ts';
import { fileNameOf, mediaTypeOf } from '#core/files/file-name.ts';

const FIELD = 'file';

/** Takes the files out of a form: its parts named `file` that are files. Browsers send an empty part without a name if nobody chose any. */
export async function takeFiles(form: FormData): Promise<GivenFile[]> {
  const all = form.getAll(FIELD);
  form.delete(FIELD);
  for (const text of all) if (typeof text === 'string' && text !== '') form.append(FIELD, text);
  const chosen = all.filter((one) => one instanceof File).filter(({ name, size }) => name !== '' || size > 0);
  return Promise.all(chosen.map(givenFile));
}

async function givenFile(file: File): Promise<GivenFile> {
  const content = new Uint8Array(await file.arrayBuffer());
  const sha256 = createHash('sha256').update(content).digest('hex');
  return { name: fileNameOf(file.name), type: mediaTypeOf(file.type), content, sha256 };
}
