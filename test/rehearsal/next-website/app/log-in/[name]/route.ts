const ids: Readonly<Record<string, number>> = { Ann: 9001, Bob: 9002 };

export async function POST(_: Request, { params }: { params: Promise<{ name: string }> }): Promise<Response> {
  const { name } = await params;
  const user = { id: ids[name], email: `${name.toLowerCase()}@example.com`, credits: 5 };
  const headers = { location: '/', 'set-cookie': `user=${encodeURIComponent(JSON.stringify(user))}; Path=/` };
  return new Response(null, { status: 303, headers });
}
