import { functionFile } from '../../bin/build-desk.ts';
import { consumers } from '../../lib/consumers.ts';
import { consumerEnvironment, functionEnvironment, type TableNames } from '../../lib/function-environment.ts';
import { routes } from '../../lib/routes.ts';
import type { Settings } from '../../lib/settings.ts';
import type { LambdaFunction } from './lambda.ts';

/** All functions of the stack, from what `build` holds. */
export function deskFunctions(build: string, settings: Settings, tables: TableNames): LambdaFunction[] {
  const environments: [entry: string, environment: Record<string, string>][] = [
    ...routes.map((route): [string, Record<string, string>] => [
      route.entry,
      functionEnvironment(route, settings, tables),
    ]),
    ...consumers.map((consumer): [string, Record<string, string>] => [
      consumer.entry,
      consumerEnvironment(consumer, settings, tables),
    ]),
  ];
  return environments.map(([name, environment]) => ({ name, file: functionFile(build, name), environment }));
}
