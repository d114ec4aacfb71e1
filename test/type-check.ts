import { join, relative } from 'node:path';
import ts from 'typescript';

const root = join(import.meta.dirname, '..');
const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile);
const { options: ours } = ts.parseJsonConfigFileContent({ ...config, include: [] }, ts.sys, root);
const parsed = new Map<string, ts.SourceFile | undefined>();

/**
 * Returns the compiler's messages about files, under options as strict as ours: one line each. `instead` has other texts for some of them, or for
 * files that don't exist; `others` are options that differ from ours.
 */
export function typeMistakes(
  files: readonly string[],
  instead: Readonly<Record<string, string>> = {},
  others: ts.CompilerOptions = {},
): string[] {
  const options = { ...ours, skipLibCheck: false, ...others };
  const host = ts.createCompilerHost(options);
  const { getSourceFile } = host;
  host.fileExists = (file) => file in instead || ts.sys.fileExists(file);
  host.readFile = (file) => instead[file] ?? ts.sys.readFile(file);
  host.getSourceFile = (file, ...rest) => {
    if (!file.includes('/node_modules/')) return getSourceFile(file, ...rest);
    if (!parsed.has(file)) parsed.set(file, getSourceFile(file, ...rest));
    return parsed.get(file);
  };
  const program = ts.createProgram(files, options, host);
  const found = files.flatMap((file) => {
    const source = program.getSourceFile(file);
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
  });
  return found.map(({ messageText, start, file }) => {
    const place = file && `${relative(root, file.fileName)}:${file.getLineAndCharacterOfPosition(start ?? 0).line + 1}`;
    return `${place} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
  });
}
