import { PassThrough, type Readable } from 'node:stream';
import { type ExecutionEnvironment, type LambdaFunction, startEnvironment } from './execution-environment.ts';

/** Lambda on this machine. */
export interface Lambda {
  /** The functions' output; the structured log's errors are on the second. */
  readonly output: readonly Readable[];
  /**
   * Returns what the function returned, of which the caller knows the type, after all that it printed. Rejects if it ended with an error, took
   * longer than its timeout, or returned more than a response may have.
   */
  invoke<Result>(name: string, event: object): Promise<Result>;
  /** Ends the functions once they have returned what was asked of them. */
  close(): Promise<void>;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const MAX_RESPONSE_BYTES = 6_291_556;

/**
 * Provides the functions, each with an execution environment of its own that begins with its first invocation (a cold start). `shared` is what
 * Lambda itself sets, like the region. Unlike on AWS, an environment takes several invocations at once.
 */
export function startLambda(functions: readonly LambdaFunction[], shared: Readonly<Record<string, string>>): Lambda {
  const known = new Map(functions.map((one) => [one.name, one]));
  const environments = new Map<string, ExecutionEnvironment>();
  const underWay = new Set<Promise<unknown>>();
  const output = { stdout: new PassThrough(), stderr: new PassThrough() };
  for (const stream of Object.values(output)) stream.setMaxListeners(0);

  function environmentOf(one: LambdaFunction): ExecutionEnvironment {
    const there = environments.get(one.name);
    if (there && !there.ended) return there;
    const started = startEnvironment(one, { ...shared, ...one.environment }, output);
    environments.set(one.name, started);
    return started;
  }

  async function run(name: string, event: object): Promise<unknown> {
    const one = known.get(name);
    if (!one) throw new Error(`There is no function ${name}.`);
    const payload = await environmentOf(one).invoke(event);
    const bytes = Buffer.byteLength(payload);
    if (bytes > MAX_RESPONSE_BYTES) {
      throw new Error(
        `Response payload size (${bytes} bytes) exceeded maximum allowed payload size (${MAX_RESPONSE_BYTES} bytes).`,
      );
    }
    return JSON.parse(payload);
  }

  return {
    output: [output.stdout, output.stderr],
    invoke<Result>(name: string, event: object) {
      const running = run(name, event).finally(() => underWay.delete(running));
      underWay.add(running);
      return running as Promise<Result>;
    },
    async close() {
      await Promise.allSettled(underWay);
      await Promise.all([...environments.values()].map((one) => one.end()));
      output.stdout.end();
      output.stderr.end();
    },
  };
}
