import { describe, expect, it } from 'vitest';
import { actionOf, type KeyPress, withKey } from '#dashboard/model/shortcuts.ts';

const press = (key: string, changes: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  repeat: false,
  typing: false,
  ...changes,
});

describe('shortcuts', () => {
  it.each([
    ['j', 'next'],
    ['k', 'previous'],
    ['Enter', 'open'],
    ['e', 'close'],
    ['z', 'undo'],
    ['/', 'search'],
    ['?', 'help'],
    ['Escape', 'back'],
    ['x', 'mark'],
  ])('%s: %s', (key, action) => {
    expect(actionOf(press(key))).toBe(action);
  });

  it.each(['ctrlKey', 'metaKey', 'altKey', 'typing'])('are silent with %s', (modifier) => {
    expect(actionOf(press('e', { [modifier]: true }))).toBeUndefined();
  });

  it('need no Latin layout, and take Caps Lock but not Shift', () => {
    expect(actionOf(press('о', { code: 'KeyJ' }))).toBe('next');
    expect(actionOf(press('J', { code: 'KeyJ' }))).toBe('next');
    expect(actionOf(press('E', { code: 'KeyE', shiftKey: true }))).toBeUndefined();
    expect(actionOf(press('?', { code: 'Slash', shiftKey: true }))).toBe('help');
  });

  it('follow the letter, not the place, on another Latin layout', () => {
    expect(actionOf(press('z', { code: 'KeyY' }))).toBe('undo');
    expect(actionOf(press('y', { code: 'KeyZ' }))).toBeUndefined();
  });

  it('walk while a key is held down, but close one ticket', () => {
    expect(actionOf(press('j', { repeat: true }))).toBe('next');
    expect(actionOf(press('e', { repeat: true }))).toBeUndefined();
  });

  it('stand in tooltips', () => {
    expect(withKey('close')).toBe('Close ticket (e)');
    expect(withKey('back')).toBe('Back to list (Esc)');
  });
});
