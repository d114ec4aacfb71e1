import { type ParseArgsConfig, parseArgs } from 'node:util';

type Options = NonNullable<ParseArgsConfig['options']>;
type Values<O extends Options> = ReturnType<typeof parseArgs<{ options: O }>>['values'];

/** One command of a command line. */
export interface Command {
  /** `agent add`. */
  readonly name: string;
  /** Its syntax and its purpose. */
  readonly usage: string;
  /** Runs it with what follows its name. Throws an error for the person who typed it. */
  run(args: readonly string[]): void | Promise<void>;
}

interface Definition<O extends Options> {
  readonly name: string;
  /** The operands in order; optional ones are in brackets: `['ID', '[ENTRY]']`. */
  readonly operands?: readonly string[];
  /** For `parseArgs`. */
  readonly options?: O;
  /** The syntax of the options. */
  readonly synopsis?: string;
  readonly about: string;
  readonly run: (values: Values<O>, ...operands: string[]) => void | Promise<void>;
}

/** Defines a command. Whatever else is typed is refused: other options, one given twice or empty, more operands or fewer. */
export function command<const O extends Options = Record<never, never>>(definition: Definition<O>): Command {
  const { name, operands = [], options, synopsis, about, run } = definition;
  const head = [name, ...operands, ...(synopsis === undefined ? [] : [synopsis])].join(' ');
  const usage = head.length < INDENT ? `${head.padEnd(INDENT)}${about}` : `${head}\n${' '.repeat(INDENT)}${about}`;
  return {
    name,
    usage,
    async run(args) {
      const { values, positionals } = parsed(args, options ?? ({} as O));
      const missing = operands.slice(positionals.length).find((operand) => !operand.startsWith('['));
      if (missing !== undefined) throw new Mistyped(`${missing} is missing.`);
      const surplus = positionals.slice(operands.length);
      if (surplus.length > 0) throw new Mistyped(surplusMistake(positionals, operands.length));
      if (positionals.includes('')) throw new Mistyped(`${operands[positionals.indexOf('')]} is empty.`);
      await run(values, ...positionals);
    },
  };
}

const INDENT = 36;

/** A command that nobody can run as it was typed: how it is typed follows its message. */
class Mistyped extends Error {}

function parsed<O extends Options>(args: readonly string[], options: O) {
  const { values, positionals, tokens } = tokensOf(args, options);
  const given = tokens.filter((token) => token.kind === 'option');
  for (const { name, rawName, value } of given) {
    if (value === '') throw new Mistyped(`${rawName} is empty.`);
    if (given.filter((other) => other.name === name).length > 1) throw new Mistyped(`${rawName} is given twice.`);
  }
  return { values: values as Values<O>, positionals };
}

function tokensOf<O extends Options>(args: readonly string[], options: O) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, tokens: true, options });
  } catch (error) {
    throw error instanceof TypeError ? new Mistyped(error.message) : error;
  }
}

function surplusMistake(positionals: readonly string[], taken: number): string {
  const words = positionals.slice(Math.max(taken - 1, 0)).join(' ');
  const surplus = `Too many arguments: ${positionals.slice(taken).join(' ')}.`;
  return taken === 0 ? surplus : `${surplus} If they are one, put them in quotes: "${words}".`;
}

const HELP: ReadonlySet<string> = new Set(['help', '--help', '-h']);

/**
 * Runs the command that arguments begin with, or prints how it is typed if they ask for help. Throws an error for the person who typed it.
 * `intro` and `outro` stand around the list of commands.
 */
export async function runCommand(
  commands: readonly Command[],
  args: readonly string[],
  print: (line: string) => void,
  { intro, outro }: { readonly intro: string; readonly outro: string },
): Promise<void> {
  const asksForHelp = HELP.has(args[0] ?? '') || args.some((arg) => arg.startsWith('-') && HELP.has(arg));
  const words = HELP.has(args[0] ?? '') ? args.slice(1) : args;
  const chosen = commands.find(({ name }) => name.split(' ').every((word, index) => words[index] === word));
  const group = commands.filter(({ name }) => name.split(' ')[0] === words[0]);
  const listed = [chosen ? [chosen] : group, commands].find(({ length }) => length > 0) ?? [];
  const usage = [intro, '', ...listed.map(({ usage }) => usage.replaceAll(/^/gm, '  '))].join('\n');
  if (asksForHelp) return print(`${usage}\n\n${outro}`);
  if (!chosen) throw new Error(args.length === 0 ? usage : `Unknown command "${args.join(' ')}".\n\n${usage}`);
  try {
    await chosen.run(args.slice(chosen.name.split(' ').length));
  } catch (error) {
    throw error instanceof Mistyped ? new Error(`${error.message}\n\n${usage}`) : error;
  }
}
