import { describe, expect, it } from 'vitest';
import { namedId } from '#core/agents/team.ts';
import { deskUnderTest, json, nextOf } from './desk-under-test.ts';

const { desk, call, asAgent, submit, logged } = deskUnderTest();
const list = '/api/admin/support-tickets';
const patch = (id: string, body: unknown, headers = {}) => asAgent('PATCH', `${list}/${id}`, json(body, headers));
const close = (id: string) => asAgent('POST', `${list}/${id}/close`);
const get = (id: string) => asAgent('GET', `${list}/${id}`);

describe('the list', () => {
  it('is a bare array of open tickets, newest first, unless others are requested', async () => {
    const first = await submit({ subject: 'first' });
    const second = await submit({ subject: 'second' });
    await close(first);
    const ids = async (query: string) => {
      const { json: tickets } = await asAgent('GET', list + query);
      return tickets.map(({ id }: { id: string }) => id).filter((id: string) => id === first || id === second);
    };
    expect(await ids('')).toEqual([second]);
    expect(await ids('?status=open')).toEqual([second]);
    expect(await ids('?status=closed')).toEqual([first]);
    expect(await ids('?status=in_progress')).toEqual([]);
    expect(await ids('?status=all')).toEqual([second, first]);
  });

  it('is paged by its Link header, without repeating or skipping', async () => {
    for (let index = 0; index < 5; index += 1) await submit({ subject: `walk ${index}` });
    const { json: all } = await asAgent('GET', `${list}?status=all`);
    const walked: unknown[] = [];
    for (let next: string | undefined = `${list}?status=all&limit=2`; next && walked.length <= all.length; ) {
      const page: Awaited<ReturnType<typeof asAgent>> = await asAgent('GET', next);
      expect(page.json.length).toBeLessThanOrEqual(2);
      walked.push(...page.json);
      next = nextOf(page);
    }
    expect(walked.slice(0, all.length)).toEqual(all);
  });

  it.each([
    ['?status=pending', '?status'],
    ['?status=', '?status'],
    ['?status=open&status=closed', '?status'],
    ['?limit=0', '?limit'],
    ['?limit=101', '?limit'],
    ['?limit=-1', '?limit'],
    ['?limit=1e1', '?limit'],
    ['?limit=ten', '?limit'],
    ['?page=2', '?page'],
  ])('refuses %s by name', async (query, pointer) => {
    const { status, json: problem } = await asAgent('GET', list + query);
    expect(status).toBe(422);
    expect(problem.errors).toEqual([{ pointer, detail: expect.any(String) }]);
  });

  it('refuses cursors that were tampered with, belong to another list or agent, or are not cursors', async () => {
    await submit();
    await submit();
    const { headers } = await asAgent('GET', `${list}?limit=1`);
    const cursor =
      new URL(headers.get('link')?.slice(1).split('>')[0] ?? '', desk().url).searchParams.get('cursor') ?? '';
    const other = await desk().agents.add('Other');
    expect((await asAgent('GET', `${list}?limit=1&cursor=${cursor}`)).status).toBe(200);
    for (const query of [
      `cursor=${cursor}x`,
      `cursor=x${cursor}`,
      `status=all&cursor=${cursor}`,
      'cursor=',
      'cursor=abc',
    ]) {
      expect((await asAgent('GET', `${list}?${query}`)).status, query).toBe(400);
    }
    const asOther = await call('GET', `${list}?cursor=${cursor}`, { headers: { 'x-admin-key': other } });
    expect(asOther.status).toBe(400);
  });

  it('ends a page at 1 MB although a hundred tickets of control characters would take more', async () => {
    const message = '\u0001'.repeat(10_000);
    for (let index = 0; index < 100; index += 1) await submit({ subject: `big ${index}`, message });
    const response = await fetch(`${desk().url}${list}?status=open`, { headers: { 'x-admin-key': desk().adminKey } });
    const body = await response.text();
    expect(response.status).toBe(200);
    expect(body.length).toBeLessThanOrEqual(1_000_000);
    expect(response.headers.get('link')).toContain('rel="next"');
    expect(JSON.parse(body)[0].message).toBe(message);
  });
});

describe('closing and reopening', () => {
  it('closes once; closing again returns the same and changes nothing', async () => {
    const id = await submit();
    const first = await close(id);
    // Without the confirmation, which a deployed desk may be sending meanwhile.
    const shown = async () => ({ ...(await get(id)).json, confirmation: undefined });
    const closed = await shown();
    const again = await close(id);
    expect(first.json).toEqual({ success: true, message: 'Ticket closed' });
    expect(again.json).toEqual(first.json);
    expect(closed).toMatchObject({ status: 'closed', version: 2, closed_at: expect.any(String) });
    expect(await shown()).toEqual(closed);
  });

  it('reopens with the status it had before', async () => {
    const id = await submit();
    await patch(id, { status: 'in_progress' });
    await close(id);
    const { json: reopened } = await patch(id, { status: 'open' });
    expect(reopened).toMatchObject({ status: 'in_progress', closed_at: null, version: 4 });
  });

  it('uses the version as ETag, with a hash of the body when it is read, and accepts both as If-Match', async () => {
    const id = await submit();
    const etag = (await get(id)).headers.get('etag') ?? '';
    expect(etag).toMatch(/^"1-[\w-]{16}"$/);
    const changed = await patch(id, { status: 'in_progress' }, { 'if-match': etag });
    expect(changed.headers.get('etag')).toBe('"2"');
    const ahead = await patch(id, { status: 'closed' }, { 'if-match': '"3"' });
    expect(ahead.status).toBe(412);
    expect(ahead.json).toMatchObject({ ticket: changed.json, thread: [] });
    expect((await get(id)).json).toMatchObject(changed.json);
    expect((await patch(id, { status: 'closed' }, { 'if-match': 'nonsense' })).status).toBe(400);
  });

  it.each([
    [{}, ['#']],
    [{ status: 'solved' }, ['#/status']],
    [{ status: 1 }, ['#/status']],
    [
      { status: 'open', priority: 'urgent', user_support_tier: 'x', credits_purchased: 9 },
      ['#/priority', '#/user_support_tier', '#/credits_purchased'],
    ],
  ])('refuses %j', async (body, pointers) => {
    const { status, json: problem } = await patch(await submit(), body);
    expect(status).toBe(422);
    expect(problem.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(pointers);
  });

  it.each(['00000000-0000-4000-8000-000000000000', 'not-a-uuid', '..%2F..', '%00', 'x'.repeat(500)])(
    'finds no ticket with the id %s',
    async (id) => {
      expect((await get(id)).status).toBe(404);
      expect((await close(id)).status).toBe(404);
      expect((await patch(id, { status: 'open' })).status).toBe(404);
    },
  );

  it('has one winner and one closing time when 64 agents close at once', async () => {
    const id = await submit();
    const answers = await Promise.all(Array.from({ length: 64 }, () => close(id)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect((await get(id)).json).toMatchObject({ status: 'closed', version: 2 });
  });
});

describe('agents', () => {
  it('are in the log of everything they do', async () => {
    const id = await submit();
    await close(id);
    const lines = (await logged('close-ticket')).filter((line) => line.startsWith('{')).map((line) => JSON.parse(line));
    expect(lines.find(({ ticket_id, route }) => ticket_id === id && route.endsWith('/close'))).toMatchObject({
      agent: namedId('Dana (demo)'),
      status: 200,
    });
  });

  it('without a key, or with an unknown one, are refused everywhere before anything is looked up', async () => {
    const attempts = [
      ['GET', list],
      ['GET', `${list}/00000000-0000-4000-8000-000000000000`],
      ['PATCH', `${list}/00000000-0000-4000-8000-000000000000`],
      ['POST', `${list}/00000000-0000-4000-8000-000000000000/close`],
      ['GET', '/api/admin/support-stats'],
    ] as const;
    for (const [method, path] of attempts) {
      for (const headers of [{}, { 'x-admin-key': '' }, { 'x-admin-key': 'desk_unknown' }]) {
        const { status, json: problem } = await call(method, path, { headers });
        expect(status).toBe(401);
        expect(problem.type).toBe('urn:support-desk:problem:invalid_key');
      }
    }
  });
});

describe('the counts', () => {
  it('add up, and name the key’s agent', async () => {
    const { json: stats } = await asAgent('GET', '/api/admin/support-stats');
    expect(stats.open + stats.in_progress + stats.closed).toBe(stats.total);
    expect(stats.agent).toBe('Dana (demo)');
  });
});

describe('everything else', () => {
  it('the health check needs no credentials', async () => {
    expect((await call('GET', '/api/health')).json).toEqual({ status: 'ok' });
  });

  it.each([
    ['DELETE', list, 'GET, HEAD'],
    ['PUT', `${list}/x`, 'GET, HEAD, PATCH'],
    ['GET', '/api/support/contact', 'POST'],
    ['GET', `${list}/x/close`, 'POST'],
    ['POST', '/api/health', 'GET, HEAD'],
  ])('%s %s is refused with the methods the path supports', async (method, path, allow) => {
    const { status, headers } = await call(method, path);
    expect(status).toBe(405);
    expect(headers.get('allow')).toBe(allow);
  });

  it.each(['/api', '/api/', '/api/support', '/api/support/contact/', '/api/admin/../x', '/nothing'])(
    '%s is a 404',
    async (path) => {
      expect((await call('GET', path)).status).toBe(404);
    },
  );
});
