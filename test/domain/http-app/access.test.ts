import { DemoTokenController } from '../../../src/modules/access/demo-token.controller';
import { AccessModule, undeclaredRoutes } from '../../../src/modules/access';
import { DeskController } from './desk.controller';
import { configForTests, type RunningApp, startApp } from './running-app';

const idNo = '11010519491231002X';

describe('who may call a route', () => {
  let app: RunningApp;
  beforeAll(async () => {
    app = await startApp([DeskController]);
  });
  afterAll(() => app.close());

  const signIn = async (role: string): Promise<Record<string, string>> => {
    const answer = await app.send('/v1/demo/tokens', { role, name: '王小明', idNo });
    expect(answer.status).toBe(201);
    const { token, tokenType } = (await answer.json()) as { token: string; tokenType: string };
    return { authorization: `${tokenType} ${token}` };
  };
  const code = async (answer: Response) => ((await answer.json()) as { code: string }).code;

  it('lets a signed-in member see what members may see, as the person the login vouches for', async () => {
    const answer = await app.call('/v1/desk/mine', { headers: await signIn('member') });
    expect(await answer.json()).toEqual({ role: 'member', name: '王小明' });
  });

  it('refuses a caller without a token and says how to send one', async () => {
    for (const authorization of [
      undefined,
      '',
      'Basic abc',
      'Bearer',
      'Bearer not-a-token',
      'Bearer a.b.c d',
    ]) {
      const answer = await app.call('/v1/desk/mine', {
        headers: authorization === undefined ? {} : { authorization },
      });
      expect(answer.status).toBe(401);
      expect(answer.headers.get('www-authenticate')).toBe('Bearer');
      expect(await code(answer)).toBe('TOKEN_MISSING');
    }
  });

  it('refuses a role that does not hold the permission', async () => {
    const member = await app.call('/v1/desk/sampling', { headers: await signIn('member') });
    expect([member.status, await code(member)]).toEqual([403, 'FORBIDDEN']);
    const auditor = await app.call('/v1/desk/sampling', { headers: await signIn('auditor') });
    expect(auditor.status).toBe(200);
  });

  it('keeps a route shut that declares no permission, even to a manager, and the audit names it', async () => {
    const answer = await app.call('/v1/desk/forgotten', { headers: await signIn('manager') });
    expect([answer.status, await code(answer)]).toEqual([403, 'FORBIDDEN']);
    expect(undeclaredRoutes([DeskController, DemoTokenController])).toEqual(['DeskController.forgotten']);
  });

  it('gives the same person in the same role the same subject, which shows nothing of the person', async () => {
    const subjectOf = ({ authorization }: Record<string, string>) =>
      (JSON.parse(Buffer.from(authorization?.split('.')[1] ?? '', 'base64url').toString()) as { sub: string })
        .sub;
    const first = subjectOf(await signIn('member'));
    expect(subjectOf(await signIn('member'))).toBe(first);
    expect(subjectOf(await signIn('clerk'))).not.toBe(first);
    expect(first).not.toContain(idNo);
  });

  it('issues no demonstration token for a role or person that cannot be', async () => {
    for (const wrong of [{ role: 'system' }, { idNo: '110105194912310021' }, { name: '<b>' }]) {
      const answer = await app.send('/v1/demo/tokens', { role: 'member', name: '王小明', idNo, ...wrong });
      expect(answer.status).toBe(400);
    }
  });

  it('answers live and ready without a token, and metrics without ids', async () => {
    expect(await (await app.call('/livez')).json()).toEqual({ status: 'live' });
    expect((await app.call('/readyz')).status).toBe(200);
    await app.call('/v1/desk/things/0192d4c5-0000-7000-8000-00000000cafe');
    await app.call('/v1/somewhere/else');
    const metrics = await (await app.call('/metrics')).text();
    expect(metrics).toContain('route="/v1/desk/things/:id",status="200"');
    expect(metrics).toContain('route="unmatched",status="404"');
    expect(metrics).not.toMatch(/cafe|somewhere/);
  });

  it('publishes an OpenAPI 3.1 document in which every operation may answer with a problem', async () => {
    const document = (await (await app.call('/openapi.json')).json()) as {
      openapi: string;
      paths: Record<string, Record<string, { responses: Record<string, unknown>; security?: unknown }>>;
    };
    expect(document.openapi).toBe('3.1.0');
    const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
    expect(operations.length).toBeGreaterThan(8);
    for (const operation of operations)
      expect(JSON.stringify(operation.responses['503'])).toContain('Problem');
    expect(document.paths['/v1/desk/mine']?.['get']?.security).toBeDefined();
    expect(document.paths['/v1/desk/payments']?.['post']?.security).toBeUndefined();
    const page = await app.call('/docs');
    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).not.toContain('upgrade-insecure-requests');
  });
});

describe('the demonstration issuer', () => {
  it('does not start in production', () => {
    expect(() => AccessModule.register(configForTests({ production: true }))).toThrow('production');
  });

  it('is not there when the settings do not ask for it', async () => {
    const app = await startApp([], { demoIssuerKey: null });
    try {
      expect((await app.send('/v1/demo/tokens', { role: 'member', name: '王小明', idNo })).status).toBe(404);
    } finally {
      await app.close();
    }
  });
});
