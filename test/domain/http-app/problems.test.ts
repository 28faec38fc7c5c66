import { connect } from 'node:net';
import { DeskController } from './desk.controller';
import { type RunningApp, startApp } from './running-app';

interface Told {
  type: string;
  title: string;
  status: number;
  code: string;
  detail?: string;
  traceId: string;
  errors: { pointer: string; code: string; message: string }[];
}

const holder = { name: '买买提·艾合买提', idNo: '11010519491231002X' };

describe('errors over HTTP', () => {
  let app: RunningApp;
  beforeAll(async () => {
    app = await startApp([DeskController], {}, { bodyLimitBytes: 4096, csvLimitBytes: 10_000 });
  });
  afterAll(() => app.close());

  const told = async (answer: Response): Promise<Told> => {
    expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    const body = (await answer.json()) as Told;
    expect(body.status).toBe(answer.status);
    expect(body.traceId).toMatch(/^[0-9a-f]{32}$/);
    expect(answer.headers.get('x-trace-id')).toBe(body.traceId);
    return body;
  };

  it('accepts a valid payment and hands the controller the DTO and the trace id', async () => {
    const answer = await app.send('/v1/desk/payments', { amount: '12.30', holder });
    expect(answer.status).toBe(201);
    const body = (await answer.json()) as { isDto: boolean; traceId: string; hash: string };
    expect(body.isDto).toBe(true);
    expect(body.traceId).toBe(answer.headers.get('x-trace-id'));
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const reordered = await app.send('/v1/desk/payments', { holder, amount: '12.30' });
    expect(((await reordered.json()) as { hash: string }).hash).toBe(body.hash);
  });

  it('tells every fault of a body with pointer, code and how to mend it, in Chinese unless English is preferred', async () => {
    const wrong = { amount: 12.3, holder: { name: '王小明', idNo: '110105194912310021' }, admin: true };
    const zh = await told(await app.send('/v1/desk/payments', wrong));
    expect(zh.status).toBe(400);
    expect(zh.code).toBe('INVALID_REQUEST');
    expect(zh.errors.map(({ pointer, code }) => [pointer, code]).sort()).toEqual([
      ['/admin', 'FIELD_NOT_ALLOWED'],
      ['/amount', 'MONEY_NOT_A_STRING'],
      ['/holder/idNo', 'ID_CHECKSUM'],
    ]);
    expect(zh.errors.find(({ pointer }) => pointer === '/amount')?.message).toContain('字符串');
    const english = await app.send('/v1/desk/payments', wrong, { 'accept-language': 'zh;q=0.5, en-GB' });
    expect(english.headers.get('content-language')).toBe('en');
    const en = await told(english);
    expect(en.title).toBe('The request is not valid');
    expect(en.errors.find(({ pointer }) => pointer === '/amount')?.message).toContain('as a string');
  });

  it('asks for each missing field once', async () => {
    const body = await told(await app.send('/v1/desk/payments', {}));
    expect(body.errors.map(({ pointer, code }) => [pointer, code]).sort()).toEqual([
      ['/amount', 'REQUIRED'],
      ['/holder', 'REQUIRED'],
    ]);
    const nulls = await told(await app.send('/v1/desk/payments', { amount: null, holder: null, card: null }));
    expect(nulls.errors).toEqual(body.errors);
  });

  it.each([
    ['a negative amount', { amount: '-1.00', holder }, '/amount', 'MONEY_FORMAT'],
    ['an amount below the least', { amount: '0.00', holder }, '/amount', 'MONEY_FORMAT'],
    ['three decimals', { amount: '1.000', holder }, '/amount', 'MONEY_FORMAT'],
    ['a text for an object', { amount: '1.00', holder: 'x' }, '/holder', 'OBJECT_EXPECTED'],
    ['a list as body', [1], '', 'OBJECT_EXPECTED'],
    [
      'a card with a wrong check digit',
      { amount: '1.00', holder, card: '6222020200000000000' },
      '/card',
      'CARD_CHECKSUM',
    ],
    [
      'a NUL character',
      { amount: '1.00', holder: { ...holder, name: 'a\u0000b' } },
      '/holder/name',
      'CHARACTER_NOT_ALLOWED',
    ],
  ])('refuses %s', async (_, body, pointer, code) => {
    const problem = await told(await app.send('/v1/desk/payments', body));
    expect(problem.status).toBe(400);
    expect(problem.errors.map((error) => [error.pointer, error.code])).toEqual([[pointer, code]]);
  });

  it.each(['__proto__', 'constructor', 'prototype'])(
    'refuses the key %s at any depth and changes no prototype',
    async (key) => {
      const text = `{"amount":"1.00","holder":{"${key}":{"admin":true}}}`;
      const problem = await told(await app.send('/v1/desk/payments', text));
      expect(problem.status).toBe(400);
      expect(problem.errors).toMatchObject([{ pointer: '/holder', code: 'FORBIDDEN_KEY' }]);
      expect(({} as { admin?: boolean }).admin).toBeUndefined();
    },
  );

  it.each([
    ['broken JSON', '{"amount": 张三}', 'application/json', 400, 'INVALID_REQUEST'],
    ['an empty body', '', 'application/json', 400, 'INVALID_REQUEST'],
    ['10,000 nested lists', '['.repeat(2000) + ']'.repeat(2000), 'application/json', 400, 'INVALID_REQUEST'],
    ['a form', 'a=b', 'application/x-www-form-urlencoded', 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['plain text', 'x', 'text/plain', 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['a list where none is taken', 'a,b', 'text/csv', 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['XML where none is taken', '<a/>', 'application/xml', 415, 'UNSUPPORTED_MEDIA_TYPE'],
    [
      'a body over the limit',
      JSON.stringify({ a: 'x'.repeat(5000) }),
      'application/json',
      413,
      'BODY_TOO_LARGE',
    ],
  ])('answers %s with a 4xx problem that repeats no input', async (_, body, type, status, code) => {
    const answer = await app.call('/v1/desk/payments', {
      method: 'POST',
      headers: { 'content-type': type },
      body,
    });
    const problem = await told(answer);
    expect([problem.status, problem.code]).toEqual([status, code]);
    expect(JSON.stringify(problem)).not.toContain('张三');
  });

  it('refuses a compressed body', async () => {
    const answer = await app.send('/v1/desk/payments', '{}', { 'content-encoding': 'gzip' });
    expect((await told(answer)).code).toBe('UNSUPPORTED_MEDIA_TYPE');
  });

  it.each(['/v1/nothing?name=张三', '/v1/desk/things/not-a-uuid', '/v1/desk/things/1%27%20OR%201=1'])(
    'answers %s with 404 and does not repeat it',
    async (path) => {
      const problem = await told(await app.call(path));
      expect([problem.status, problem.code]).toEqual([404, 'NOT_FOUND']);
      expect(JSON.stringify(problem)).not.toContain('张三');
    },
  );

  it.each([
    ['/v1/desk/things/%00', 400],
    ['/v1/desk/things/%E0%A4%A', 400],
    [`/v1/desk/things/${'a'.repeat(300)}`, 414],
  ])('answers the address %s with %i', async (path, status) => {
    const answer = await app.call(path);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.status).toBe(status);
  });

  it('answers broken HTTP and oversized headers with a problem and closes the connection', async () => {
    const raw = (text: string) =>
      new Promise<string>((resolve, reject) => {
        const socket = connect(Number(new URL(app.url).port), '127.0.0.1', () => socket.write(text));
        let answer = '';
        socket.on('data', (chunk) => (answer += String(chunk)));
        socket.on('close', () => resolve(answer));
        socket.on('error', reject);
      });
    expect(await raw('NONSENSE\r\n\r\n')).toContain('"code":"MALFORMED_REQUEST"');
    expect(await raw(`GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(40_000)}\r\n\r\n`)).toContain(
      'HTTP/1.1 431',
    );
  });

  it('checks query parameters as strictly as bodies', async () => {
    expect(await (await app.call('/v1/desk/pages?limit=7')).json()).toEqual({ limit: 7 });
    expect(await (await app.call('/v1/desk/pages')).json()).toEqual({ limit: 50 });
    const problem = await told(await app.call('/v1/desk/pages?limit=1000&order=desc'));
    expect(problem.errors.map(({ pointer }) => pointer).sort()).toEqual(['/query/limit', '/query/order']);
    expect((await app.call('/v1/desk/pages?__proto__=1')).status).toBe(400);
  });

  it('names the header when the idempotency key is missing or unusable', async () => {
    const missing = await told(await app.send('/v1/desk/keyed', {}));
    expect(missing.status).toBe(400);
    expect(missing.errors).toMatchObject([
      { pointer: '/headers/idempotency-key', code: 'IDEMPOTENCY_KEY_MISSING' },
    ]);
    expect(missing.errors[0]?.message).toContain('Idempotency-Key');
    for (const key of ['1234567', 'x'.repeat(129), 'with a blank']) {
      const problem = await told(await app.send('/v1/desk/keyed', {}, { 'idempotency-key': key }));
      expect(problem.errors[0]?.code).toBe('IDEMPOTENCY_KEY_FORMAT');
    }
    const good = await app.send('/v1/desk/keyed', {}, { 'idempotency-key': '12345678' });
    expect(good.status).toBe(201);
  });

  it('keeps the bytes of a signed body as they came', async () => {
    const text = '{ "b": 1,  "a":"2" }';
    const answer = await app.send('/v1/desk/signed', text);
    expect(await answer.json()).toEqual({ raw: text });
  });

  it('hands a text/csv body to the controller as a stream, up to its own limit', async () => {
    const upload = (body: string | ReadableStream) =>
      app.call('/v1/desk/list', {
        method: 'POST',
        headers: { 'content-type': 'text/csv' },
        body,
        ...(typeof body === 'string' ? {} : { duplex: 'half' }),
      });
    expect(await (await upload('a'.repeat(9_999))).json()).toEqual({ bytes: 9_999 });
    expect((await told(await upload('a'.repeat(10_001)))).code).toBe('BODY_TOO_LARGE');
    const unannounced = new Blob(['a'.repeat(20_000)]).stream();
    expect((await told(await upload(unannounced))).code).toBe('BODY_TOO_LARGE');
  });

  it.each([
    ['57P01', 'DATABASE_UNAVAILABLE'],
    ['57P03', 'DATABASE_UNAVAILABLE'],
    ['08006', 'DATABASE_UNAVAILABLE'],
    ['53100', 'DATABASE_UNAVAILABLE'],
    ['53300', 'DATABASE_UNAVAILABLE'],
    ['58030', 'DATABASE_UNAVAILABLE'],
    ['ECONNREFUSED', 'DATABASE_UNAVAILABLE'],
    ['pool', 'DATABASE_UNAVAILABLE'],
    ['released', 'DATABASE_UNAVAILABLE'],
    ['wrapped', 'DATABASE_UNAVAILABLE'],
    ['55P03', 'SYSTEM_BUSY'],
    ['57014', 'SYSTEM_BUSY'],
  ])('F12, F15, F17: tells a caller who meets the database fault %s to come back', async (how, code) => {
    const answer = await app.send(`/v1/desk/fails/${how}`, {});
    expect(answer.status).toBe(503);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await told(answer)).code).toBe(code);
  });

  it.each(['plain', '23505', 'XX000'])(
    'says nothing of what happened inside when the error is %s',
    async (how) => {
      const answer = await app.send(`/v1/desk/fails/${how}`, { name: '赵金丝雀' });
      const problem = await told(answer);
      expect([problem.status, problem.code, problem.errors]).toEqual([500, 'INTERNAL_ERROR', []]);
      expect(JSON.stringify(problem)).not.toMatch(/金丝雀|Key \(|stack| {4}at /);
    },
  );

  it('passes a problem of a room through as it is', async () => {
    const problem = await told(await app.send('/v1/desk/fails/conflict', {}, { 'accept-language': 'en' }));
    expect([problem.status, problem.code, problem.detail]).toEqual([409, 'BUSY_CASE', 'A case is open.']);
  });
});
