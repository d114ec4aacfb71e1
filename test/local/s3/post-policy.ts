import * as z from 'zod';
import { S3Error } from './s3-error.ts';
import { compare, type Keeper, sign } from './signature.ts';

const text = z.string();
const condition = z.union([
  z.record(text, text),
  z.tuple([z.enum(['eq', 'starts-with']), text.startsWith('$'), text]),
  z.tuple([z.literal('content-length-range'), z.coerce.number(), z.coerce.number()]),
]);
const policySchema = z.object({ expiration: z.iso.datetime(), conditions: z.array(condition) });

/** The sizes that a policy allows, in bytes. */
export interface AllowedSize {
  readonly min: number;
  readonly max: number;
}

/** Fields that a policy need not mention. https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html */
const isExempt = (name: string) => ['policy', 'x-amz-signature', 'file'].includes(name) || name.startsWith('x-ignore-');

/**
 * Checks a form against the signed policy in it: signature, expiry, and every field. Names are in lower case. Returns the sizes that the policy
 * allows. https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-authentication-HTTPPOST.html
 */
export function checkPolicy(fields: ReadonlyMap<string, string>, bucket: string, keeper: Keeper): AllowedSize {
  const policy = fields.get('policy');
  if (policy === undefined) throw new S3Error('AccessDenied', 'Access Denied');
  if (fields.get('x-amz-algorithm') !== 'AWS4-HMAC-SHA256') {
    throw new S3Error('InvalidArgument', 'Only AWS4-HMAC-SHA256 is supported.');
  }
  compare(sign(policy, fields.get('x-amz-credential') ?? '', keeper), fields.get('x-amz-signature') ?? '');
  const { expiration, conditions } = readPolicy(policy);
  if (Date.parse(expiration) < keeper.now()) throw refusal('Policy expired.');

  const given = new Map([...fields, ['bucket', bucket]]);
  const mentioned = new Set<string>();
  let size: AllowedSize = { min: 0, max: Number.POSITIVE_INFINITY };
  for (const one of conditions) {
    if (Array.isArray(one) && one[0] === 'content-length-range') {
      size = { min: one[1], max: one[2] };
      continue;
    }
    for (const [operator, name, value] of matches(one as TextCondition)) {
      const field = given.get(name) ?? '';
      mentioned.add(name);
      if (operator === 'eq' ? field !== value : !field.startsWith(value)) {
        throw refusal(`Policy Condition failed: ["${operator}", "$${name}", "${value}"]`);
      }
    }
  }
  const extra = [...fields.keys()].filter((name) => !isExempt(name) && !mentioned.has(name));
  if (extra.length > 0) throw refusal(`Extra input fields: ${extra.join(', ')}`);
  return size;
}

type TextCondition = Record<string, string> | ['eq' | 'starts-with', string, string];

const matches = (one: TextCondition): readonly (readonly ['eq' | 'starts-with', string, string])[] =>
  Array.isArray(one)
    ? [[one[0], one[1].slice(1).toLowerCase(), one[2]]]
    : Object.entries(one).map(([name, value]) => ['eq', name.toLowerCase(), value]);

function readPolicy(policy: string): z.infer<typeof policySchema> {
  try {
    return policySchema.parse(JSON.parse(Buffer.from(policy, 'base64').toString()));
  } catch {
    throw new S3Error(
      'InvalidPolicyDocument',
      'The content of the form does not meet the conditions specified in the policy document.',
    );
  }
}

const refusal = (why: string) => new S3Error('AccessDenied', `Invalid according to Policy: ${why}`);
