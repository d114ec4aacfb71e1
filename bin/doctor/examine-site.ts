import { examine, type Finding, missing, ok } from './finding.ts';
import { request } from './request.ts';

/** Examines whether the dashboard is there, and whether a browser that has it is spared another copy. `url` is where the desk is reached. */
export const examineSite = (url: string): Promise<readonly Finding[]> =>
  examine('Dashboard', undefined, async () => {
    const page = `${url}/static/admin-support.html`;
    const first = await request(page);
    if (first.status !== 200) {
      return missing('Dashboard', `${page} returned ${first.status}.`, 'Deploy again: npx cdk deploy');
    }
    const again = await request(page, { 'if-none-match': first.headers.get('etag') ?? '' });
    return again.status === 304
      ? ok('Dashboard', `${page}, 304 while it is unchanged`)
      : missing(
          'Dashboard',
          `${page} was sent again although nothing has changed (${again.status} instead of 304).`,
          'Check what is in between: a proxy, or a distribution of your own, must forward ETag and If-None-Match.',
        );
  });
