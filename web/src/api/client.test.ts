import { describe, expect, it, vi } from 'vitest';
import { ApiError, Client } from './client';
import type { Command } from './types';

const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status });
const scope = { context: 'kumamoto-2016', seat: 'jpn-js-j3-watch' };
const clientWith = (answer: () => Promise<Response>) => {
  const fetcher = vi.fn<typeof fetch>(answer);
  return { client: new Client(fetcher), fetcher };
};

describe('client', () => {
  it('sends context and seat, and no token on a GET', async () => {
    const { client, fetcher } = clientWith(async () => json({ cases: [] }));
    await client.cases(scope, { ended: 'false' });
    const [url, init] = fetcher.mock.calls[0]!;
    expect(url).toBe('/api/v1/cases?context=kumamoto-2016&seat=jpn-js-j3-watch&ended=false');
    expect(init!.headers).not.toHaveProperty('X-Tsugite-CSRF');
  });
  it('sends the token of the session on everything that changes something', async () => {
    const { client, fetcher } = clientWith(async () => json({ csrf: 'token-1', case: 'c', number: null, records: [] }));
    await client.signIn('js-watch', 'secret');
    await client.command({ id: '1', kind: 'step', ...scope } as Command);
    expect(fetcher.mock.calls[1]![1]!.headers).toMatchObject({ 'X-Tsugite-CSRF': 'token-1', 'Content-Type': 'application/json' });
  });
  it('does not let an id escape its place in the path', async () => {
    const { client, fetcher } = clientWith(async () => json({}));
    await client.case(scope, '../session?x=');
    expect(String(fetcher.mock.calls[0]![0])).toMatch(/^\/api\/v1\/cases\/\.\.%2Fsession%3Fx%3D\?/);
  });
  it('hands on what the node says, in both languages', async () => {
    const message = { ja: '状態が変わった', en: 'the state has changed' };
    const { client } = clientWith(async () => json({ error: { code: 'casework.out-of-state', where: 'step', message } }, 409));
    const error = await client.today(scope).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ status: 409, code: 'casework.out-of-state', where: 'step', text: message, uncertain: false });
  });
  it.each([
    ['no answer', async () => Promise.reject(new TypeError('failed')), 'net.unreachable', true],
    ['a proxy that found no node', async () => new Response('<html>', { status: 502 }), 'net.unreachable', true],
    ['an answer that is no JSON', async () => new Response('<html>'), 'net.unreadable', false],
    ['an error that is none of ours', async () => new Response('x', { status: 500 }), 'http.500', false],
  ])('tells of %s', async (_name, answer, code, uncertain) => {
    const { client } = clientWith(answer);
    await expect(client.today(scope)).rejects.toMatchObject({ code, uncertain });
  });
  it('tells once that the session is over, but not when asking whether there is one', async () => {
    const lost = { error: { code: 'session.none', message: { ja: '-', en: '-' } } };
    const { client } = clientWith(async () => json(lost, 401));
    client.onSessionLost = vi.fn();
    await client.me().catch(() => {});
    expect(client.onSessionLost).not.toHaveBeenCalled();
    await client.today(scope).catch(() => {});
    expect(client.onSessionLost).toHaveBeenCalledOnce();
  });
});
