import type { Template } from 'aws-cdk-lib/assertions';
import { expect } from 'vitest';
import { flat, resource } from './desk-template.ts';

/** Returns everything a function may do, except to its own log, as `action on resource`, sorted. */
export function grants(template: Template, entry: string): string[] {
  return statements(template, entry)
    .flatMap(({ Action, Resource }) =>
      [Resource].flat().flatMap((on) => [Action].flat().map((action) => `${action} on ${flat(on)}`)),
    )
    .filter((grant) => !grant.startsWith('logs:'))
    .sort();
}

/** Returns the statements of the policies of an entry's function. */
export function statements(template: Template, entry: string) {
  const { id: role, Properties } = resource(template, 'AWS::IAM::Role', entry.replaceAll('-', ''));
  expect(Properties.ManagedPolicyArns).toBeUndefined();
  const attached = Object.values(template.findResources('AWS::IAM::Policy')).filter((policy) =>
    policy.Properties.Roles.some(({ Ref }: { Ref: string }) => Ref === role),
  );
  const documents = [...Properties.Policies, ...attached.map((policy) => policy.Properties)];
  return documents.flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
}
