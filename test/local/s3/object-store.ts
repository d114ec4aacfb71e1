import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { hasCode } from '#bin/has-code.ts';

/** An object without its content. */
export interface StoredObject {
  readonly key: string;
  readonly size: number;
  /** The MD5 of the content, in hexadecimal. */
  readonly md5: string;
  /** Milliseconds since the epoch. */
  readonly modified: number;
  /** Headers it was stored with, such as `content-type`. */
  readonly headers: Readonly<Record<string, string>>;
  /** The name of the file that has its content. */
  readonly content: string;
}

/** Content on its way into the store; it becomes an object when it is kept. */
export interface Received {
  readonly size: number;
  readonly md5: string;
  /** In hexadecimal. */
  readonly sha256: string;
  keep(key: string, headers: StoredObject['headers'], now: number): Promise<StoredObject>;
  discard(): Promise<void>;
}

/** The objects of one bucket in a folder: a file for each content and one that describes the object, named so that no key can lead elsewhere. */
export class ObjectStore {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Reads content to a file of its own, which is deleted if the content ends early or `check` throws at a size. */
  async receive(content: AsyncIterable<Buffer>, check: (size: number) => void = () => {}): Promise<Received> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const name = `${randomUUID()}.content`;
    const path = join(this.#folder, name);
    const [md5, sha256] = [createHash('md5'), createHash('sha256')];
    let size = 0;
    const measured = async function* () {
      for await (const chunk of content) {
        size += chunk.length;
        check(size);
        md5.update(chunk);
        sha256.update(chunk);
        yield chunk;
      }
    };
    const discard = () => rm(path, { force: true });
    try {
      await pipeline(measured, createWriteStream(path, { mode: 0o600 }));
    } catch (error) {
      await discard();
      throw error;
    }
    const sum = md5.digest('hex');
    return {
      size,
      md5: sum,
      sha256: sha256.digest('hex'),
      keep: (key, headers, modified) => this.#keep({ key, size, md5: sum, modified, headers, content: name }),
      discard,
    };
  }

  async get(key: string): Promise<StoredObject | undefined> {
    try {
      return JSON.parse(await readFile(this.#description(key), 'utf8'));
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return undefined;
      throw error;
    }
  }

  /** Reads an object's content, with both ends included. */
  content({ content }: StoredObject, range?: { readonly start: number; readonly end: number }) {
    return createReadStream(join(this.#folder, content), range);
  }

  async copy(from: StoredObject, key: string, headers: StoredObject['headers'], now: number): Promise<StoredObject> {
    const content = `${randomUUID()}.content`;
    await copyFile(join(this.#folder, from.content), join(this.#folder, content));
    return this.#keep({ ...from, key, headers, modified: now, content });
  }

  async delete(key: string): Promise<void> {
    const object = await this.get(key);
    await rm(this.#description(key), { force: true });
    if (object) await rm(join(this.#folder, object.content), { force: true });
  }

  /** Returns the objects whose keys begin with `prefix`, in the order of their keys' bytes. */
  async list(prefix: string): Promise<StoredObject[]> {
    const names = await readdir(this.#folder).catch((error) => {
      if (hasCode(error, 'ENOENT')) return [];
      throw error;
    });
    const described = names.filter((name) => name.endsWith('.json'));
    const objects = await Promise.all(
      described.map(
        async (name): Promise<StoredObject> => JSON.parse(await readFile(join(this.#folder, name), 'utf8')),
      ),
    );
    return objects
      .filter(({ key }) => key.startsWith(prefix))
      .sort((one, other) => Buffer.compare(Buffer.from(one.key), Buffer.from(other.key)));
  }

  /** Puts the description in place at once, so that nobody sees half of an object. */
  async #keep(object: StoredObject): Promise<StoredObject> {
    const replaced = await this.get(object.key);
    const draft = join(this.#folder, `${randomUUID()}.draft`);
    await writeFile(draft, JSON.stringify(object), { mode: 0o600 });
    await rename(draft, this.#description(object.key));
    if (replaced) await rm(join(this.#folder, replaced.content), { force: true });
    return object;
  }

  #description(key: string): string {
    return join(this.#folder, `${createHash('sha256').update(key).digest('hex')}.json`);
  }
}
