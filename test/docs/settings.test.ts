import { expect, it } from 'vitest';
import { settingsSchema } from '#lib/settings.ts';
import { readDocument, section } from './document.ts';

const page = readDocument('docs/settings.md');
const rowsOf = (markdown: string) =>
  [...markdown.matchAll(/^\| (`\w+`(?:, `\w+`)*) \|/gm)].flatMap(([, names = '']) => names.match(/\w+/g) ?? []);

it('docs/settings.md has a line for every setting, and no others', () => {
  const members = Object.keys(settingsSchema.shape.mail.unwrap().shape);
  expect(rowsOf(page).sort()).toEqual([...Object.keys(settingsSchema.shape), ...members].sort());
});

it('docs/settings.md names every member of a setting', () => {
  const { mail, supportTiers, hours, targets, throttle, jwtClaims } = settingsSchema.shape;
  expect(rowsOf(section(page, 'Support'))).toEqual(expect.arrayContaining(Object.keys(mail.unwrap().shape)));
  const inbound = mail.unwrap().shape.inbound.unwrap();
  const objects = [
    inbound,
    supportTiers.unwrap().element,
    hours.unwrap(),
    targets.unwrap(),
    throttle.unwrap(),
    jwtClaims.unwrap(),
  ];
  for (const member of objects.flatMap(({ shape }) => Object.keys(shape))) {
    expect(page).toMatch(new RegExp(`[\`"]${member}[\`"]`));
  }
});
