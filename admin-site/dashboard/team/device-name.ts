import * as texts from './messages.ts';

/** In this order: browsers name others that they resemble. */
const browsers: Readonly<Record<keyof typeof texts.browsers, RegExp>> = {
  edge: /Edg(A|iOS)?\//,
  opera: /OPR\//,
  samsung: /SamsungBrowser\//,
  firefox: /(Firefox|FxiOS)\//,
  chrome: /(Chrome|CriOS)\//,
  safari: /Safari\//,
};

const systems: Readonly<Record<keyof typeof texts.systems, RegExp>> = {
  android: /Android/,
  iphone: /iPhone/,
  ipad: /iPad/,
  chromeos: /CrOS/,
  windows: /Windows/,
  mac: /Macintosh/,
  linux: /Linux/,
};

/** Returns a name for this device from its browser's `navigator.userAgent`: "Firefox on Linux". */
export function deviceName(userAgent: string): string {
  const browser = nameIn(browsers, texts.browsers, userAgent);
  const system = nameIn(systems, texts.systems, userAgent);
  if (browser !== undefined && system !== undefined) return texts.browserOn(browser, system);
  return browser ?? system ?? texts.someBrowser;
}

function nameIn<K extends string>(
  marks: Readonly<Record<K, RegExp>>,
  names: Readonly<Record<K, string>>,
  userAgent: string,
): string | undefined {
  const found = (Object.keys(marks) as K[]).find((name) => marks[name].test(userAgent));
  return found && names[found];
}
