import { describe, expect, test } from 'vitest';
import { securityHeaders } from '#lib/security-headers.ts';

const files = 'https://files.s3.eu-central-1.amazonaws.com';
const pages = ['/static/admin-support.html', '/static/support.html', '/static/admin-support.js'];

describe.each(pages)('%s', (path) => {
  const headers = securityHeaders(path, files);
  const directives = Object.fromEntries(
    (headers['content-security-policy'] ?? '').split('; ').map((directive) => {
      const [name = '', ...values] = directive.split(' ');
      return [name, values];
    }),
  );

  test('runs only scripts and styles of its own origin, and loads images and files only from there and the bucket', () => {
    expect(directives).toMatchObject({
      'default-src': ["'none'"],
      'script-src': ["'self'"],
      'style-src': ["'self'"],
      'connect-src': ["'self'", files],
      'img-src': ["'self'", 'data:', files],
      'base-uri': ["'none'"],
      'frame-src': ["'self'"],
    });
    expect(headers['content-security-policy']?.replaceAll(files, '')).not.toMatch(/unsafe|\*|https?:/);
  });

  test('turns no string into markup', () => {
    expect(directives).toMatchObject({ 'require-trusted-types-for': ["'script'"], 'trusted-types': ["'none'"] });
  });

  test("can't be framed, opened or read by another origin", () => {
    expect(directives['frame-ancestors']).toEqual(["'none'"]);
    expect(headers).toMatchObject({
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    });
  });

  test('sends no referrer to other sites', () => {
    expect(headers['referrer-policy']).toBe('no-referrer');
  });
});

describe.each(['/static/mail-frame.html', '/static/mail-frame.js'])('%s, which shows a stranger’s HTML', (path) => {
  const headers = securityHeaders(path, files);
  const policy = (headers['content-security-policy'] ?? '').split('; ');

  test('has an origin of its own wherever it is loaded, so that its script is another origin’s to it', () => {
    expect(policy).toContain('sandbox allow-scripts allow-popups allow-popups-to-escape-sandbox');
    expect(headers['cross-origin-resource-policy']).toBe('cross-origin');
  });

  test('runs only its script, loads nothing but images, and sends nothing', () => {
    expect(policy).toEqual(
      expect.arrayContaining([
        "default-src 'none'",
        "script-src 'self' https://*:*/static/mail-frame.js",
        "form-action 'none'",
        "base-uri 'none'",
      ]),
    );
    expect(policy).toContain(`img-src https: data: ${files}`);
    expect(policy.filter((directive) => /-src /.test(directive)).map((directive) => directive.split(' ')[0])).toEqual([
      'default-src',
      'script-src',
      'style-src',
      'img-src',
    ]);
  });

  test('is framed by the dashboard only', () => {
    expect(policy).toContain("frame-ancestors 'self'");
  });
});

test.each([
  '/static/support-form.js',
  '/static/support-tickets-0123456789abcdef.js',
  '/static/support-links.js',
  '/static/support-files-AB12CD34.js',
  '/static/support-search-AB12CD34.js',
])('%s, a script for other websites, may be loaded by them, with a check of its hash', (path) => {
  const headers = securityHeaders(path, files);
  expect(headers['cross-origin-resource-policy']).toBe('cross-origin');
  expect(headers['access-control-allow-origin']).toBe('*');
  expect(headers['content-security-policy']).toBeUndefined();
});

test.each(pages)('%s may not be read by other websites', (path) => {
  expect(securityHeaders(path, files)).not.toHaveProperty('access-control-allow-origin');
});

test.each([...pages, '/static/support-form.js'])('%s can’t be sniffed, and is https only for two years', (path) => {
  expect(securityHeaders(path, files)).toMatchObject({
    'x-content-type-options': 'nosniff',
    'strict-transport-security': 'max-age=63072000; includeSubDomains',
  });
});
