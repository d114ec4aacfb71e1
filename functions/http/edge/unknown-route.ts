import { DeskError } from '#core/errors.ts';

/** Returns 405 with `Allow` (RFC 9110, section 15.5.6) for a path in the table with other methods, 404 for any other path. */
export function unknownRoute(routes: readonly (readonly [method: string, path: string])[], path: string): DeskError {
  const own = routes.filter(([, template]) => matches(template, path)).map(([method]) => method);
  const allowed = own.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
  if (allowed.length === 0) return new DeskError('not_found', 'There is nothing at this path.');
  const methods = allowed.join(', ');
  return new DeskError('method_not_allowed', `This path supports ${methods}.`, { headers: { allow: methods } });
}

/** Returns true if a path matches a template, in which each `{name}` stands for one segment. */
function matches(template: string, path: string): boolean {
  const expected = template.split('/');
  const actual = path.split('/');
  return (
    expected.length === actual.length &&
    expected.every((part, index) => (part.startsWith('{') ? actual[index] !== '' : part === actual[index]))
  );
}
