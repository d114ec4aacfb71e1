import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { vi } from 'vitest';
import { freePort } from '#test/rehearsal/free-port.ts';
import { find, middleOf } from './in-page.ts';

/** The keys without a character (https://www.w3.org/TR/webdriver2/#keyboard-actions). */
const keys = { Tab: '\uE004', Enter: '\uE007', Control: '\uE009', Escape: '\uE00C' } as const;

const PATIENCE_MS = 10_000;

/**
 * A window of WebKitGTK, Safari's engine, driven by the plain WebDriver protocol of `WebKitWebDriver` (Debian: webkit2gtk-driver).
 * It needs a display: `xvfb-run` gives one.
 */
export class WebKit {
  readonly #driver: ChildProcess;
  readonly #session: string;

  private constructor(driver: ChildProcess, session: string) {
    this.#driver = driver;
    this.#session = session;
  }

  /** Opens the window; throws what the driver says where it can't. */
  static async open(): Promise<WebKit> {
    const port = await freePort();
    const driver = spawn('WebKitWebDriver', [`--port=${port}`], { stdio: 'ignore' });
    await once(driver, 'spawn');
    const origin = `http://127.0.0.1:${port}`;
    try {
      await vi.waitFor(() => fetch(`${origin}/status`), PATIENCE_MS);
      const { sessionId } = (await send('POST', `${origin}/session`, { capabilities: {} })) as { sessionId: string };
      return new WebKit(driver, `${origin}/session/${sessionId}`);
    } catch (error) {
      driver.kill();
      throw error;
    }
  }

  async close(): Promise<void> {
    await send('DELETE', this.#session);
    const ended = once(this.#driver, 'exit');
    this.#driver.kill();
    await ended;
  }

  /** Loads a page, to its end. */
  async goto(url: string): Promise<void> {
    await send('POST', `${this.#session}/url`, { url });
  }

  /** Presses the Back button. */
  async back(): Promise<void> {
    await send('POST', `${this.#session}/back`, {});
  }

  /** Waits for a page with such an address. */
  async waitForUrl(url: RegExp): Promise<void> {
    await vi.waitFor(async () => {
      if (!url.test(await this.evaluate(() => location.href))) throw new Error(`No page at ${url}`);
    }, PATIENCE_MS);
  }

  /** Sets the size of the window; what is too narrow for its tool bar is made as narrow as that. */
  async resize(width: number, height: number): Promise<void> {
    await send('POST', `${this.#session}/window/rect`, { width, height });
  }

  /** Returns what a function of the page's own returns; it sees none of the variables around it. */
  evaluate<A extends readonly unknown[], R>(script: (...all: A) => R, ...args: A): Promise<R> {
    return send('POST', `${this.#session}/execute/sync`, {
      script: `return (${script}).apply(null, arguments)`,
      args,
    }) as Promise<R>;
  }

  /** Waits for a visible element with this text, in shadow trees, too, and returns its reference, which `evaluate` takes. */
  waitFor(selector: string, text = ''): Promise<Element> {
    return vi.waitFor(async () => {
      const found = await this.evaluate(find, selector, text);
      if (found === null) throw new Error(`No ${selector} with "${text}"`);
      return found;
    }, PATIENCE_MS);
  }

  /** Clicks as a mouse does, by its place: WebKit's own command finds an element of a shadow tree covered by its host. */
  async click(selector: string, text = ''): Promise<void> {
    const [x, y] = await this.evaluate(middleOf, await this.waitFor(selector, text));
    const actions = [
      { type: 'pointerMove', x, y },
      { type: 'pointerDown', button: 0 },
      { type: 'pointerUp', button: 0 },
    ];
    await send('POST', `${this.#session}/actions`, { actions: [{ type: 'pointer', id: 'mouse', actions }] });
  }

  /** Clicks into a field, and types. */
  async fill(selector: string, text: string): Promise<void> {
    await this.click(selector);
    await this.press(...text);
  }

  /** Presses keys one after the other: characters, names as in `KeyboardEvent.key`, and "Control+Enter". */
  async press(...pressed: string[]): Promise<void> {
    const actions = pressed.flatMap((combination) => {
      const all = combination.length > 1 ? combination.split('+') : [combination];
      const values = all.map((key) => (key in keys ? keys[key as keyof typeof keys] : key));
      return [
        ...values.map((value) => ({ type: 'keyDown', value })),
        ...values.toReversed().map((value) => ({ type: 'keyUp', value })),
      ];
    });
    await send('POST', `${this.#session}/actions`, { actions: [{ type: 'key', id: 'keyboard', actions }] });
  }
}

/** One command of WebDriver; throws its error. */
async function send(method: string, url: string, body?: object): Promise<unknown> {
  const response = await fetch(url, { method, ...(body !== undefined && { body: JSON.stringify(body) }) });
  const { value } = (await response.json()) as { value: unknown };
  if (!response.ok) throw new Error(`WebDriver: ${JSON.stringify(value)}`);
  return value;
}
