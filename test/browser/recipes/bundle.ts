import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { compileScript, parse, type SFCScriptCompileOptions } from 'vue/compiler-sfc';

/** Bundles a website's script, which may import the recipes in a folder, for a browser. */
export async function bundleApp(folder: string, contents: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: folder },
    bundle: true,
    write: false,
    format: 'iife',
    jsx: 'automatic',
    jsxImportSource: 'react',
    define: {
      'process.env.NODE_ENV': '"production"',
      __VUE_OPTIONS_API__: 'false',
      __VUE_PROD_DEVTOOLS__: 'false',
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
    },
    plugins: [vueFiles(() => vueOptions(folder))],
    logLevel: 'warning',
  });
  return outputFiles[0]?.text ?? '';
}

type CompilerOptions = NonNullable<NonNullable<SFCScriptCompileOptions['templateOptions']>['compilerOptions']>;

/** Vue's compiler options, from the recipe's Vite configuration. */
async function vueOptions(folder: string): Promise<CompilerOptions> {
  const vite: Plugin = {
    name: 'vite',
    setup(all) {
      all.onResolve({ filter: /^vite$|^@vitejs\// }, ({ path }) => ({ path, namespace: 'vite' }));
      const contents = 'export default (options) => options; export const defineConfig = (config) => config;';
      all.onLoad({ filter: /.*/, namespace: 'vite' }, () => ({ contents }));
    },
  };
  const entry = join(folder, 'vite.config.ts');
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'esm',
    plugins: [vite],
  });
  const { default: config } = await import(`data:text/javascript,${encodeURIComponent(outputFiles[0]?.text ?? '')}`);
  return config.plugins[0].template.compilerOptions;
}

const vueFiles = (options: () => Promise<CompilerOptions>): Plugin => ({
  name: 'vue',
  setup: ({ onLoad }) =>
    onLoad({ filter: /\.vue$/ }, async ({ path: filename }) => {
      const { descriptor, errors } = parse(await readFile(filename, 'utf8'), { filename });
      if (errors[0]) throw errors[0];
      const templateOptions = { compilerOptions: await options() };
      const { content } = compileScript(descriptor, { id: 'recipe', inlineTemplate: true, templateOptions });
      return { contents: content, loader: 'ts' };
    }),
});
