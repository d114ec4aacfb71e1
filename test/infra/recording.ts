import type { DeskOptions } from '#test/local/desk.ts';
import { type AwsCall, startRecorder } from './aws-calls.ts';

/** Returns desk options that pass every call of its functions to AWS to `note`, with the function that makes it. */
export const recording = (note: (call: AwsCall) => void): Pick<DeskOptions, 'between'> => ({
  async between({ sesv2, ...engines }) {
    const { endpoint, close } = await startRecorder({ ...engines, ...(sesv2 !== undefined && { sesv2 }) }, note);
    const seenBy = (entry: string) => ({
      dynamodb: endpoint(entry, 'dynamodb'),
      ssm: endpoint(entry, 'ssm'),
      sesv2: sesv2 && endpoint(entry, 'sesv2'),
    });
    return { seenBy, close };
  },
});
