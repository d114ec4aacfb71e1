import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { commandLine } from '#test/bin/command-line.ts';

const { desk } = commandLine();

describe('desk start', () => {
  it.each([
    ['DEV_JWT_SECRET', 'short', 'DEV_JWT_SECRET must have at least 32 bytes'],
    ['DEV_ADMIN_KEY', 'schlüssel', 'DEV_ADMIN_KEY must consist of visible ASCII characters'],
    ['PORT', 'eighty', 'PORT must be a whole number from 0 to 65535, not eighty.'],
    ['PORT', '65536', 'PORT must be a whole number from 0 to 65535, not 65536.'],
    ['PORT', '1e3', 'PORT must be a whole number'],
    ['PORT', '-1', 'PORT must be a whole number'],
  ])('says what is wrong with %s=%s before it starts', async (name, value, message) => {
    vi.stubEnv(name, value);
    onTestFinished(() => void vi.unstubAllEnvs());
    await expect(desk('start')).rejects.toThrow(message);
  });
});
