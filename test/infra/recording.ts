import type { DeskOptions } from '#test/local/desk.ts';
import { type AwsCall, startRecorder } from './aws-calls.ts';

/** Returns desk options that pass every call of its functions to AWS to `note`, with the function that makes it. */
export const recording = (note: (call: AwsCall) => void): Pick<DeskOptions, 'between'> => ({
  async between({ sesv2, eventbridge = '', s3 = '', ...engines }) {
    const others = { eventbridge, s3, ...(sesv2 !== undefined && { sesv2 }) };
    const { endpoint, close } = await startRecorder({ ...engines, ...others }, note);
    const seenBy = (entry: string) => ({
      dynamodb: endpoint(entry, 'dynamodb'),
      ssm: endpoint(entry, 'ssm'),
      s3: endpoint(entry, 's3'),
      eventbridge: endpoint(entry, 'eventbridge'),
      sesv2: sesv2 && endpoint(entry, 'sesv2'),
    });
    return { seenBy, close };
  },
});
