import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { importJWK, SignJWT } from 'jose';
import type { Ed25519Jwk } from '../../src/platform/config';
import { HttpClient, startWorld, type World } from '../support';
import {
  apply,
  castOf,
  type Cast,
  type Employer,
  expectProof,
  memberWithCard,
  receiptOf,
  registration,
  sendList,
  sendText,
  settledEmployer,
  type SignedIn,
  signIn,
  storedCounts,
} from './support';

const clerk = { role: 'clerk', name: '柜员甲', idNo: '11010519491231002X' } as const;
/**
 * Answered without a token: the catalogue, the demonstration's sign-in, what orchestrators ask, whoever holds a
 * document's code, and what banks and the national platform sign.
 */
const open = [
  'GET /livez',
  'GET /metrics',
  'GET /readyz',
  'GET /v1/document-keys',
  'GET /v1/items',
  'GET /v1/items/{code}',
  'GET /v1/verifications/{code}',
  'POST /v1/bank/{code}/notices',
  'POST /v1/calculators/loan-eligibility',
  'POST /v1/calculators/loan-limit',
  'POST /v1/calculators/loan-term',
  'POST /v1/calculators/prepayment',
  'POST /v1/calculators/rent-cap',
  'POST /v1/calculators/repayment',
  'POST /v1/demo/tokens',
  'POST /v1/platform/messages',
  'POST /v1/registry-events/hsg',
  'POST /v1/registry-events/rea',
];

describe('who may see and do what', () => {
  let world: World;
  let cast: Cast;
  let employer: Employer;
  let member: SignedIn;
  let stranger: SignedIn;
  let otherAgent: SignedIn;
  let caseId: string;
  let listId: string;

  beforeAll(async () => {
    world = await startWorld();
    cast = await castOf(world);
    const staff = [cast.inRole('divorced'), cast.inRole('widowed')];
    employer = await settledEmployer(world, () => staff);
    member = await memberWithCard(world, cast.inRole('divorced'));
    stranger = await signIn(world, cast.inRole('widowed'), 'member');
    otherAgent = await signIn(world, cast.inRole('otherLegalRepresentative'), 'employer-agent');
    await apply(otherAgent.client, 'GJ01', registration(cast.companyInRole('otherEmployer').creditCode));
    caseId = (await apply(member.client, 'TQ12', { amount: '100.00' })).id;
    listId = (await sendList(employer, '2026-11', staff)).body.id;
  }, 120_000);
  afterEach(() => expectProof(world), 30_000);
  afterAll(() => world.stop(), 60_000);

  describe('another’s', () => {
    test('case looks like one that does not exist', async () => {
      const missing = await stranger.client.get(`/v1/cases/${randomUUID()}`);
      for (const { client } of [stranger, otherAgent, employer.agent]) {
        const answer = await client.get(`/v1/cases/${caseId}`);
        expect([answer.status, answer.body.code]).toEqual([404, 'NOT_FOUND']);
        expect({ ...answer.body, traceId: null }).toEqual({ ...missing.body, traceId: null });
        expect((await client.get(`/v1/cases/${caseId}/events`)).status).toBe(404);
      }
      expect((await member.client.get(`/v1/cases/${caseId}`)).status).toBe(200);
    });

    test('list and employer look like ones that do not exist', async () => {
      for (const path of [`/v1/remittance-lists/${listId}`, `/v1/employers/${employer.id}`]) {
        expect((await otherAgent.client.get(path)).status).toBe(404);
        expect((await employer.agent.client.get(path)).status).toBe(200);
      }
      expect((await member.client.get(`/v1/employers/${employer.id}`)).status).toBe(404);
    });

    test('employer cannot be acted for', async () => {
      const before = await storedCounts(world);
      const { client } = otherAgent;
      const members = [{ name: member.person.name, idNo: member.person.idNo, base: '8000.00' }];
      const attempts = [
        await client.post('/v1/cases', { item: 'GJ20', input: { employerId: employer.id, members } }),
        await client.post('/v1/cases', { item: 'GJ11', input: { listId } }),
        await client.post('/v1/remittance-lists', { employerId: employer.id, month: '2026-11', members }),
        await client.post('/v1/remittance-lists/same-as', {
          employerId: employer.id,
          month: '2026-11',
          asMonth: '2026-10',
        }),
      ];
      expect(attempts.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
      expect(await storedCounts(world)).toEqual(before);
    });
  });

  describe('roles', () => {
    test('the centre’s own people see a case; nobody of them moves money for a member', async () => {
      const desk = await world.signedIn(clerk);
      const seen = await desk.get(`/v1/cases/${caseId}`);
      expect([seen.status, seen.body.id]).toEqual([200, caseId]);
      const attempt = await desk.post('/v1/cases', { item: 'TQ12', input: {} });
      expect([attempt.status, attempt.body.code]).toEqual([403, 'ITEM_NOT_FOR_ROLE']);
    });

    test('each role is kept to its own', async () => {
      const auditor = await world.signedIn({ ...clerk, role: 'auditor' });
      const desk = await world.signedIn(clerk);
      const forbidden = [
        await member.client.get('/v1/ledger/proof'),
        await employer.agent.client.get('/v1/ledger/proof'),
        await desk.get('/v1/ledger/proof'),
        await member.client.get(`/v1/remittance-lists/${listId}`),
        await desk.post('/v1/remittance-lists', { employerId: employer.id, month: '2026-11', members: [] }),
        await auditor.post('/v1/cases', { item: 'TQ12', input: {} }),
        await employer.agent.client.post('/v1/cases', { item: 'TQ12', input: {} }),
        await member.client.post('/v1/cases', { item: 'GJ11', input: { listId } }),
      ];
      expect(forbidden.map(({ status }) => status)).toEqual(forbidden.map(() => 403));
      expect((await auditor.get('/v1/ledger/proof')).status).toBe(200);
    });
  });

  describe('tokens', () => {
    const signed = async (
      change: Record<string, unknown>,
      options: { key?: Ed25519Jwk; expires?: string; audience?: string; issuer?: string; alg?: string } = {},
    ): Promise<HttpClient> => {
      const own = JSON.parse(world.serviceEnv['DEMO_ISSUER_PRIVATE_KEY'] ?? '') as Ed25519Jwk;
      const { kid, ...key } = options.key ?? own;
      const token = await new SignJWT({
        role: 'member',
        centre: 1,
        name: member.person.name,
        id_no: member.person.idNo,
        ...change,
      })
        .setProtectedHeader({ alg: 'EdDSA', ...(own.kid === undefined ? {} : { kid: own.kid }) })
        .setSubject('somebody')
        .setIssuer(options.issuer ?? 'zero-run-demo')
        .setAudience(options.audience ?? 'zero-run')
        .setIssuedAt()
        .setExpirationTime(options.expires ?? '1h')
        .sign(await importJWK({ ...key }, 'EdDSA'));
      return new HttpClient(world.api.url, token);
    };
    const answerTo = async (client: HttpClient): Promise<[number, string]> => {
      const { status, body } = await client.get('/v1/me/account');
      return [status, body.code];
    };

    test('a right one opens the door; the same one forged, altered or out of date does not', async () => {
      const [status] = await answerTo(await signed({}));
      expect(status).toBe(200);
      const foreign = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }) as Ed25519Jwk;
      expect(await answerTo(await signed({}, { key: foreign }))).toEqual([401, 'TOKEN_INVALID']);
      expect(await answerTo(await signed({}, { expires: '1 minute ago' }))).toEqual([401, 'TOKEN_EXPIRED']);
      expect(await answerTo(await signed({}, { audience: 'elsewhere' }))).toEqual([401, 'TOKEN_INVALID']);
      expect(await answerTo(await signed({}, { issuer: 'elsewhere' }))).toEqual([401, 'TOKEN_INVALID']);
      expect(await answerTo(await signed({ centre: 2 }))).toEqual([401, 'TOKEN_INVALID']);
      expect(await answerTo(await signed({ role: 'system' }))).toEqual([401, 'TOKEN_INVALID']);
    });

    test('what was changed after signing, or is not signed at all, is refused', async () => {
      const [header = '', payload = '', signature = ''] = member.token.split('.');
      const claims = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as object;
      const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
      const tokens = [
        `${header}.${part({ ...claims, role: 'auditor' })}.${signature}`,
        `${part({ alg: 'none', typ: 'JWT' })}.${payload}.`,
        `${part({ alg: 'HS256', typ: 'JWT' })}.${payload}.${signature}`,
        'not.a.token',
      ];
      for (const token of tokens) {
        expect(await answerTo(new HttpClient(world.api.url, token))).toEqual([401, 'TOKEN_INVALID']);
      }
    });

    test('without one, every route but the open ones says 401', async () => {
      const { body: document } = await world.visitor().get('/openapi.json');
      const described = Object.entries(document.paths as Record<string, object>).flatMap(([path, methods]) =>
        Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
      );
      expect(described.length).toBeGreaterThan(10);
      const routes = [...new Set([...described, ...open])].sort();
      const answered = await Promise.all(
        routes.map(async (route) => {
          const [method = '', path = ''] = route.split(' ');
          const address = path.replace('{code}', 'TQ12').replace(/\{\w+\}/g, randomUUID());
          const { status, headers } = await sendText(world, {
            method,
            path: address,
            ...(method === 'GET' ? {} : { text: '{}' }),
          });
          if (status === 401) expect(headers.get('www-authenticate')).toBe('Bearer');
          return status === 401 ? null : route;
        }),
      );
      expect(answered.filter((route) => route !== null)).toEqual(open);
    });
  });

  describe('a request that is not right', () => {
    const send = (text: string, headers: Record<string, string> = {}): ReturnType<typeof sendText> =>
      sendText(world, { method: 'POST', path: '/v1/cases', token: member.token, text, headers });

    test('is answered with a problem document, in Chinese unless English is asked for', async () => {
      const zh = await send('{"item":"TQ12"}');
      expect(zh.status).toBe(400);
      expect(zh.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
      expect(zh.body).toEqual({
        type: 'urn:zero-run:problem:INVALID_REQUEST',
        title: '请求内容有误',
        status: 400,
        code: 'INVALID_REQUEST',
        detail: expect.stringMatching(/[\u4e00-\u9fff]/),
        traceId: expect.stringMatching(/^[0-9a-f]{32}$/),
        errors: [
          { pointer: '/input', code: expect.any(String), message: expect.stringMatching(/[\u4e00-\u9fff]/) },
        ],
      });
      expect(zh.headers.get('x-trace-id')).toBe(zh.body.traceId);
      const en = await send('{"item":"TQ12"}', { 'accept-language': 'en-GB,en;q=0.9,zh;q=0.1' });
      expect(en.headers.get('content-language')).toBe('en');
      expect(en.body).toMatchObject({ title: 'The request is not valid', code: 'INVALID_REQUEST' });
      expect(en.body.errors[0].message).not.toMatch(/[\u4e00-\u9fff]/);
    });

    test('names the field: broken JSON, unknown fields, money as a number, odd amounts', async () => {
      const before = await storedCounts(world);
      const faults: [string, string][] = [
        ['{"item":"TQ12","input":', ''],
        ['', ''],
        ['[]', ''],
        ['{"item":"TQ12","input":{},"role":"auditor"}', '/role'],
        ['{"item":"TQ12","input":{"ammount":"1.00"}}', '/input/ammount'],
        ['{"item":"TQ12","input":{"amount":100}}', '/input/amount'],
        ['{"item":"TQ12","input":{"amount":100.5}}', '/input/amount'],
        ['{"item":"TQ12","input":{"amount":"1,000.00"}}', '/input/amount'],
        ['{"item":"TQ12","input":{"amount":"1e3"}}', '/input/amount'],
        ['{"item":"TQ12","input":{"amount":"-1.00"}}', '/input/amount'],
        ['{"item":"TQ12","input":{"amount":"0.00"}}', '/input/amount'],
        ['{"item":"TQ12","input":{"amount":"１.00"}}', '/input/amount'],
        ['{"item":"TQ12","input":{"amount":"1.001"}}', '/input/amount'],
        ['{"item":"TQ12","input":{"amount":"99999999999999999999.00"}}', '/input/amount'],
        ['{"item":"TQ12","input":[]}', '/input'],
        ['{"item":"XX12","input":{}}', '/item'],
        ['{"item":"TQ12","input":{},"__proto__":{"role":"auditor"}}', ''],
      ];
      for (const [text, pointer] of faults) {
        const { status, body } = await send(text);
        expect([text, status, body.errors?.[0]?.pointer]).toEqual([text, 400, pointer]);
      }
      expect(await storedCounts(world)).toEqual(before);
    });

    test('a number in a list of an employer is named by its place', async () => {
      const text = JSON.stringify({
        employerId: employer.id,
        month: '2026-11',
        members: [{ name: '甲', idNo: '1', base: 8000 }],
      });
      const { token } = employer.agent;
      const answer = await sendText(world, { method: 'POST', path: '/v1/remittance-lists', token, text });
      expect(answer.status).toBe(400);
      expect(answer.body.errors).toEqual([
        expect.objectContaining({ pointer: '/members/0/base', code: 'MONEY_NOT_A_STRING' }),
      ]);
    });

    test('to an address or with a method that is not there is a problem too', async () => {
      for (const [method, path] of [
        ['GET', '/v1/nothing'],
        ['DELETE', '/v1/items'],
        ['GET', '/v1/cases/not-a-uuid'],
      ] as const) {
        const answer = await sendText(world, { method, path, token: member.token });
        expect([path, answer.status]).toEqual([path, 404]);
        expect(answer.headers.get('content-type')).toContain('application/problem+json');
        expect(answer.body.traceId).toMatch(/^[0-9a-f]{32}$/);
      }
    });
  });

  test('the case belongs to the one who made it', async () => {
    expect(receiptOf((await member.client.get(`/v1/cases/${caseId}`)).body, 'amount')).toBe('100.00');
  });
});
