import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFile, mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { cacheFolder } from '#test/cache-folder.ts';

const run = promisify(execFile);
const here = import.meta.dirname;

/** The goal that copies a pom's dependencies, in a repository's layout. */
const COPY = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies';

interface Artifact {
  readonly sha256: string;
  /** The path in the repository. */
  readonly path: string;
}

/**
 * Returns a folder in the user's cache with DynamoDB Local and its dependencies. Maven downloads what is missing there, following `pom.xml`. Every
 * file, old or new, must have the checksum in `artifacts.sha256`; rejects otherwise.
 */
export async function artifactsFolder(): Promise<string> {
  const pinned = await readFile(join(here, 'artifacts.sha256'), 'utf8');
  const artifacts = pinned.trim().split('\n').map(parse);
  const folder = join(cacheFolder, `dynamodb-local-${digest(pinned).slice(0, 12)}`);
  await mkdir(cacheFolder, { recursive: true });
  if (!(await areAll(artifacts, (path) => join(folder, basename(path))))) await provide(artifacts, folder);
  return folder;
}

function parse(line: string): Artifact {
  const [sha256 = '', path = ''] = line.split('  ');
  return { sha256, path };
}

/** Provides all files or none, even for a concurrent run that reads them now. */
async function provide(artifacts: readonly Artifact[], folder: string): Promise<void> {
  const work = await mkdtemp(join(cacheFolder, 'fetching-'));
  try {
    const fetched = join(work, 'repository');
    await fetchWithMaven(fetched);
    if (!(await areAll(artifacts, (path) => join(fetched, path)))) {
      throw new Error(
        "The files that Maven downloaded for DynamoDB Local don't match test/dynamodb-local/artifacts.sha256.",
      );
    }
    const flat = join(work, 'flat');
    await mkdir(flat);
    await Promise.all(artifacts.map(({ path }) => copyFile(join(fetched, path), join(flat, basename(path)))));
    await rm(folder, { recursive: true, force: true });
    await rename(flat, folder);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function fetchWithMaven(outputDirectory: string): Promise<void> {
  const options = ['-Dmdep.useRepositoryLayout=true', '-DincludeScope=runtime', `-DoutputDirectory=${outputDirectory}`];
  try {
    await run('mvn', ['-q', '-B', '-f', join(here, 'pom.xml'), COPY, ...options]);
  } catch (cause) {
    throw new Error(
      "Maven couldn't download DynamoDB Local: install Maven, and check that it can reach its repository.",
      {
        cause,
      },
    );
  }
}

async function areAll(artifacts: readonly Artifact[], fileOf: (path: string) => string): Promise<boolean> {
  const matches = await Promise.all(
    artifacts.map(async ({ sha256, path }) => {
      const content = await readFile(fileOf(path)).catch(() => undefined);
      return content !== undefined && digest(content) === sha256;
    }),
  );
  return matches.every(Boolean);
}

const digest = (content: Buffer | string) => createHash('sha256').update(content).digest('hex');
