export function POST(): Response {
  return new Response(null, { status: 204, headers: { 'set-cookie': 'user=; Path=/; Max-Age=0' } });
}
