import { spawnSync } from 'node:child_process';
import { firefoxExecutable } from './firefox.ts';

/**
 * `npm run test:browsers`: the browser's tests in Firefox, and the smoke test in WebKit, with what of them is installed. `-- --quick` leaves out of
 * Firefox's what seldom differs from one browser to another.
 */
const quick = process.argv.includes('--quick');

/** Focus and keys, texts that wait, leaving, sides, forms and embedded elements. */
const likeliest = [
  'dashboard-keyboard',
  'dashboard-pending',
  'dashboard-links',
  'dashboard-signing-in',
  'support-form.test',
  'support-form-embedded',
].map((name) => `test/browser/${name}`);

/** On a busy machine, these browsers' drivers miss an event now and then; a fault of the page fails twice. */
const onceMore = '--retry=1';

const has = (command: string): boolean => spawnSync('which', [command]).status === 0;

const vitest = (run: readonly string[], environment: Record<string, string>): boolean => {
  const [command = '', ...rest] = run;
  const { status } = spawnSync(command, rest, { stdio: 'inherit', env: { ...process.env, ...environment } });
  return status === 0;
};

const passed: boolean[] = [];
if (firefoxExecutable === undefined) {
  console.log('Firefox is not installed (Debian: apt-get install firefox-esr): nothing is tried in it.');
} else {
  const files = quick ? likeliest : ['test/browser'];
  passed.push(vitest(['npx', 'vitest', 'run', onceMore, ...files], { TEST_BROWSER: 'firefox' }));
}
if (has('WebKitWebDriver') && has('xvfb-run')) {
  passed.push(vitest(['xvfb-run', '--auto-servernum', 'npx', 'vitest', 'run', onceMore, 'test/webkit'], {}));
} else {
  console.log('WebKit is not installed (Debian: apt-get install webkit2gtk-driver xvfb): nothing is tried in it.');
}
if (passed.includes(false)) process.exitCode = 1;
