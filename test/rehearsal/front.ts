import { listenOnLoopback } from '#test/local/loopback.ts';
import { pricingPage } from '#test/local/pricing-page.ts';
import { proxy } from './proxy.ts';
import type { Outputs } from './stack.ts';

/**
 * Serves the deployed desk at one address: the site comes from the emulator's CloudFront, everything else from its API Gateway, which that CloudFront
 * can't reach. The shop's pricing page is here too.
 */
export async function startFront(emulatorPort: number) {
  const pass = proxy(emulatorPort);
  let distribution = '';
  let api = '';
  const { port } = await listenOnLoopback((request, response) => {
    const path = request.url?.split('?')[0] ?? '/';
    if (path === '/pricing') pricingPage(request, response);
    else pass(request, response, path === '/' || path.startsWith('/static/') ? distribution : api);
  }, 0);
  return {
    url: `http://localhost:${port}`,
    leadTo({ DashboardUrl, ApiUrl }: Outputs) {
      distribution = new URL(DashboardUrl).host;
      api = new URL(ApiUrl).host;
    },
  };
}
