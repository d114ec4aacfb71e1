import { expect, it } from 'vitest';
import { DeskError, invalidFields, unavailable } from '#core/errors.ts';

it('all mistakes in fields make one refusal that names each', () => {
  const errors = [
    { pointer: '#/subject', detail: 'is missing' },
    { pointer: '#/message', detail: 'is too long' },
  ];
  const refusal = invalidFields(errors);
  expect(refusal).toMatchObject({ refusal: 'invalid_fields', members: { errors }, headers: {} });
  expect(refusal.message).toBe('#/subject: is missing; #/message: is too long');
});

it('unavailable says when to try again, and keeps its cause', () => {
  const cause = new Error('connection refused');
  const refusal = unavailable("The database didn't respond.", cause);
  expect(refusal).toMatchObject({ refusal: 'unavailable', members: {}, headers: { 'retry-after': '5' }, cause });
  expect(unavailable('x', cause, 1).headers).toEqual({ 'retry-after': '1' });
  expect(new DeskError('not_found', 'x').name).toBe('DeskError');
});
