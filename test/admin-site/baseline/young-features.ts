import { basename } from 'node:path';
import ts from 'typescript';
import { features } from 'web-features';

/** The oldest version of each browser that must have a feature, by Baseline's names of browsers. */
export type Versions = Readonly<Record<string, string>>;

/** The part of web-features that is read here; its own types refer to files that it doesn't publish. */
interface Feature {
  readonly status?: { readonly by_compat_key?: Readonly<Record<string, { readonly support: Versions }>> };
}

/** MDN's compatibility data by key: `api.AbortSignal.any_static`, `javascript.builtins.Array.at`. */
const supportOf = new Map(
  Object.values(features as Readonly<Record<string, Feature>>).flatMap(({ status }) =>
    Object.entries(status?.by_compat_key ?? {}).map(([key, { support }]) => [key, support] as const),
  ),
);

/**
 * Returns the keys of the web platform's functions, properties and classes that these files use and one of the browsers lacks. Doesn't see what a
 * library's bundle or an option of a call needs.
 */
export function youngFeatures(program: ts.Program, files: readonly string[], oldest: Versions): string[] {
  const checker = program.getTypeChecker();
  const found = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) {
      const key = candidates(node, checker).find((candidate) => supportOf.has(candidate));
      if (key !== undefined && isMissing(key, oldest)) found.add(key);
    }
    ts.forEachChild(node, visit);
  };
  for (const file of files) {
    const source = program.getSourceFile(file);
    if (source) visit(source);
  }
  return [...found].toSorted();
}

function isMissing(key: string, oldest: Versions): boolean {
  const support = supportOf.get(key) ?? {};
  return Object.entries(oldest).some(([browser, version]) => {
    const since = support[browser]?.replace('≤', '');
    return since === undefined || since.localeCompare(version, 'en', { numeric: true }) > 0;
  });
}

/** Returns the possible keys of a name, likeliest first; none if it isn't part of the web platform. */
function candidates(node: ts.Identifier, checker: ts.TypeChecker): string[] {
  const declarations = checker.getSymbolAtLocation(node)?.declarations ?? [];
  const own = declarations.filter((one) => /^lib\..*\.d\.ts$/.test(basename(one.getSourceFile().fileName)));
  const receiver = ts.isPropertyAccessExpression(node.parent) && node.parent.name === node ? node.parent : undefined;
  const types = receiver ? namesOf(checker.getTypeAtLocation(receiver.expression)) : [];
  return own.flatMap(({ parent }) => {
    const owner = ownerOf(parent);
    if (owner === undefined) return [`api.${node.text}`, `api.Window.${node.text}`, `javascript.builtins.${node.text}`];
    return [owner.replace(/Constructor$/, ''), ...types].flatMap((name) => [
      `api.${name}.${node.text}_static`,
      `api.${name}.${node.text}`,
      `javascript.builtins.${name}.${node.text}`,
    ]);
  });
}

/** Returns the name of the interface, or of the class's object, that has a member; undefined for a global one. */
function ownerOf(parent: ts.Node): string | undefined {
  if (ts.isInterfaceDeclaration(parent)) return parent.name.text;
  return ts.isTypeLiteralNode(parent) && ts.isVariableDeclaration(parent.parent) && ts.isIdentifier(parent.parent.name)
    ? parent.parent.name.text
    : undefined;
}

/** Returns the names of a type and of all types that it extends. */
function namesOf(type: ts.Type): string[] {
  if (type.isUnion()) return type.types.flatMap(namesOf);
  const bases = type.getSymbol()?.flags && type.isClassOrInterface() ? (type.getBaseTypes() ?? []) : [];
  return [type.getSymbol()?.name ?? '', ...bases.flatMap(namesOf)];
}
