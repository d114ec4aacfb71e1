import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { entries } from '#lib/entries.ts';
import { parseSettings } from '#lib/settings.ts';
import { SupportStack } from '#lib/support-stack.ts';
import { nameOfOptions } from '#test/name-of-options.ts';
import { context, example } from './example-settings.ts';

/** Beside the build, which is removed in the end: test files of one process share templates. */
const work = mkdtempSync(join(process.env.SUPPORT_DESK_BUILD ?? tmpdir(), 'synth-'));

/** Returns a placeholder for the build, of which a template uses only the hash. */
function stub(...path: string[]): string {
  const folder = join(work, ...path);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'index.mjs'), `// ${path}\n`);
  return folder;
}

let apps = 0;

/** Returns an app with the stack for the example settings with changes, as bin/app.ts creates it, without the build. */
export function deskApp(changes: Readonly<Record<string, unknown>> = {}, { validated = false } = {}) {
  for (const entry of entries) stub('functions', entry);
  const app = new App({
    outdir: join(work, `out-${apps++}`),
    context,
    builtinCloudFormationValidation: validated,
  });
  const stack = new SupportStack(app, {
    settings: parseSettings({ ...example, ...changes }),
    functionsDirectory: join(work, 'functions'),
    siteDirectory: stub('site'),
  });
  return { app, stack };
}

const templates = new Map<string, Template>();

/** Returns the stack's template for the example settings with changes; test files of one process share it. */
export function deskTemplate(changes: Readonly<Record<string, unknown>> = {}): Template {
  const name = nameOfOptions(changes);
  const template = templates.get(name) ?? Template.fromStack(deskApp(changes).stack);
  templates.set(name, template);
  return template;
}

/** Returns the only resource of a type whose logical id has this prefix. */
export function resource(template: Template, type: string, id = '') {
  const found = Object.entries(template.findResources(type)).filter(([name]) => name.startsWith(id));
  const [only] = found;
  if (!only || found.length > 1) throw new Error(`${found.length} resources of type ${type} begin with ${id}.`);
  return { id: only[0], ...only[1] } as { id: string; [member: string]: (typeof only)[1][string] };
}

/** Returns a template's value as text: `<LogicalId.Arn>` for an attribute, `<LogicalId>` for a reference. */
export function flat(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  const [[intrinsic, argument] = ['', '']] = Object.entries(value);
  if (intrinsic === 'Ref') return `<${argument}>`;
  if (intrinsic === 'Fn::GetAtt') return `<${argument.join('.')}>`;
  if (intrinsic === 'Fn::Join') return argument[1].map(flat).join(argument[0]);
  return JSON.stringify(value);
}
