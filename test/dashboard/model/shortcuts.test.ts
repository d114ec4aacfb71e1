import { describe, expect, it } from 'vitest';
import { shortcutLabels } from '#dashboard/model/messages.ts';
import { actionOf, type KeyPress } from '#dashboard/model/shortcuts.ts';
import { type AgentAction, actionNames, actions, keyName, withKey } from '#dashboard/page/actions.ts';

const asked = (pressed: KeyPress, onMac = false) => actionOf(pressed, actions, onMac);
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
    ['w', 'markInProgress'],
    ['o', 'markOpen'],
  ])('%s: %s', (key, action) => {
    expect(asked(press(key))).toBe(action);
  });

  it.each(['ctrlKey', 'metaKey', 'altKey', 'typing'])('are silent with %s', (modifier) => {
    expect(asked(press('e', { [modifier]: true }))).toBeUndefined();
  });

  it('need no Latin layout, and take Caps Lock but not Shift', () => {
    expect(asked(press('о', { code: 'KeyJ' }))).toBe('next');
    expect(asked(press('J', { code: 'KeyJ' }))).toBe('next');
    expect(asked(press('E', { code: 'KeyE', shiftKey: true }))).toBeUndefined();
    expect(asked(press('?', { code: 'Slash', shiftKey: true }))).toBe('help');
    expect(asked(press('Q', { code: 'KeyQ', shiftKey: true }))).toBe('signOut');
    expect(asked(press('q', { code: 'KeyQ' }))).toBeUndefined();
    expect(asked(press('Q', { code: 'KeyQ', shiftKey: true, ctrlKey: true }))).toBeUndefined();
  });

  it('follow the letter, not the place, on another Latin layout', () => {
    expect(asked(press('z', { code: 'KeyY' }))).toBe('undo');
    expect(asked(press('y', { code: 'KeyZ' }))).toBeUndefined();
  });

  it('walk while a key is held down, but close one ticket', () => {
    expect(asked(press('j', { repeat: true }))).toBe('next');
    expect(asked(press('e', { repeat: true }))).toBeUndefined();
  });

  it('take Ctrl+K, or ⌘K on a Mac, in text fields, too, and once while it is held down', () => {
    const control = press('k', { ctrlKey: true, typing: true });
    const command = press('k', { metaKey: true, typing: true });
    expect([asked(control), asked(command), asked(control, true), asked(command, true)]).toEqual([
      'palette',
      undefined,
      undefined,
      'palette',
    ]);
    expect(asked(press('л', { code: 'KeyK', ctrlKey: true }))).toBe('palette');
    for (const changes of [{ repeat: true }, { shiftKey: true, code: 'KeyK' }, { altKey: true }, { metaKey: true }])
      expect(asked({ ...control, ...changes })).toBeUndefined();
  });

  it('are a key for every action, each another one', () => {
    expect(actionNames.toSorted()).toEqual(Object.keys(shortcutLabels).toSorted());
    expect(actionNames.filter((name) => keyName(name).trim() === '')).toEqual([]);
    expect(new Set(actionNames.map(keyName)).size).toBe(actionNames.length);
    const pressed = actionNames.map((name): AgentAction => actions[name]);
    expect(new Set(pressed.map(({ key, withControl }) => `${withControl} ${key}`)).size).toBe(actionNames.length);
  });

  it('stand in tooltips', () => {
    expect(withKey('close')).toBe('Close ticket (e)');
    expect(withKey('back')).toBe('Back to list (Esc)');
    expect(withKey('signOut')).toBe('Sign out (Shift+Q)');
  });
});
