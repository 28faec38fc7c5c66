import { readFileSync } from 'node:fs';
import { dataOf, ProblemError } from '../../scripts/sdk';
import { firstDifference } from '../../scripts/openapi/first-difference';
import { startWorld, type World } from '../support';
import { ApiContract, DOCUMENT } from '../support/api-contract';
import { expectProof, memberWithCard, newPeople, settledEmployer, type SignedIn } from './support';

interface Operation {
  readonly operationId: string;
  readonly summary?: string;
  readonly description: string;
  readonly security?: readonly object[];
  readonly parameters: readonly { readonly name: string }[];
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { schema: object }>> }>
  >;
  readonly 'x-roles'?: readonly string[];
  readonly 'x-permissions'?: readonly string[];
}

describe('the document of the interface, and the client made from it', () => {
  let world: World;
  let member: SignedIn;
  let served: Record<string, unknown>;
  let operations: readonly {
    readonly method: string;
    readonly path: string;
    readonly operation: Operation;
  }[];

  beforeAll(async () => {
    world = await startWorld();
    const people = await newPeople(world, 1);
    await settledEmployer(world, () => people);
    member = await memberWithCard(world, people[0]!);
    served = (await world.visitor().get('/openapi.json')).body as Record<string, unknown>;
    const paths = served['paths'] as Record<string, Record<string, Operation>>;
    operations = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ method, path, operation })),
    );
  }, 120_000);
  afterEach(() => expectProof(world), 30_000);
  afterAll(() => world.stop(), 60_000);

  test('what the built service serves is what is committed', () => {
    const stored = JSON.parse(readFileSync(DOCUMENT, 'utf8')) as unknown;
    const isSame = JSON.stringify(stored) === JSON.stringify(served);
    expect(isSame ? 'the same' : `${firstDifference(stored, served)}; npm run openapi && npm run sdk`).toBe(
      'the same',
    );
  });

  test('every route says in both languages what it does, who may call it, what it answers and how it fails', () => {
    expect(operations.length).toBeGreaterThan(12);
    for (const { method, path, operation } of operations) {
      const where = `${method} ${path}`;
      expect(`${where}: ${operation.summary}`).toMatch(/[\u4e00-\u9fff].* ?\/ .*[a-z]{3}/);
      expect(`${where}: ${operation.operationId}`).toMatch(/: [a-z]+([A-Z][a-z]+)+$/);
      const isOpen = operation.security === undefined;
      expect([where, isOpen || (operation['x-roles']?.length ?? 0) > 0]).toEqual([where, true]);
      expect([where, isOpen || (operation['x-permissions']?.length ?? 0) > 0]).toEqual([where, true]);
      const [success] = Object.entries(operation.responses).filter(([status]) => status.startsWith('2'));
      expect([where, Object.keys(success?.[1].content ?? {})]).not.toEqual([where, []]);
      expect(Object.keys(operation.responses)).toEqual(expect.arrayContaining(['500', '503']));
      expect([where, isOpen || '401' in operation.responses]).toEqual([where, true]);
    }
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('what can be applied for is one alternative an item, with an example that its own schema takes', async () => {
    const { schemas } = served['components'] as { schemas: Record<string, { oneOf: { $ref: string }[] }> };
    const references = schemas['CaseRequest']?.oneOf.map(({ $ref }) => $ref.split('/').at(-1) ?? '') ?? [];
    const { items } = dataOf(await world.visitor().typed.api.GET('/v1/items'));
    const usable = items.filter((item) => item.usable).map(({ code }) => `${code}Request`);
    expect(references.sort()).toEqual(usable.sort());
    const contract = new ApiContract({
      ...served,
      paths: Object.fromEntries(
        references.map((name) => [`/${name}`, pathThatAnswers({ $ref: `#/components/schemas/${name}` })]),
      ),
    });
    for (const name of references) {
      const [example] = (schemas[name] as unknown as { examples: unknown[] }).examples;
      const asked = { method: 'GET', path: `/${name}`, status: 200, contentType: 'application/json' };
      expect([name, contract.faultOf({ ...asked, body: example })]).toEqual([name, null]);
      expect(contract.faultOf({ ...asked, body: { ...(example as object), extra: 1 } })).toMatch(
        /additional/,
      );
    }
  });

  test('an answer that the document does not describe is found: a field too many, one too few, another type', async () => {
    const { body: view } = await member.client.get('/v1/me/account');
    const contract = new ApiContract(served);
    const asked = { method: 'GET', path: '/v1/me/account', status: 200, contentType: 'application/json' };
    expect(contract.faultOf({ ...asked, body: view })).toBeNull();
    expect(contract.faultOf({ ...asked, body: { ...view, phone: '1' } })).toMatch(/phone/);
    expect(contract.faultOf({ ...asked, body: { ...view, balance: 5760 } })).toMatch(/balance/);
    expect(contract.faultOf({ ...asked, body: { ...view, openedOn: '15.10.2026' } })).toMatch(/openedOn/);
    const { balance: _left, ...less } = view as Record<string, unknown>;
    expect(contract.faultOf({ ...asked, body: less })).toMatch(/balance/);
    expect(contract.faultOf({ ...asked, status: 418, body: {} })).toMatch(/418/);
  });

  test('the client makes a key where none is given, and a key of one’s own gives the same case again', async () => {
    const one = await member.client.typed.apply('TQ12', { amount: '10.00' });
    const other = await member.client.typed.apply('TQ12', { amount: '10.00' });
    expect(other.id).not.toBe(one.id);
    const key = 'my-own-key-1';
    const first = await member.client.typed.apply('TQ12', { amount: '20.00' }, key);
    expect(await member.client.typed.apply('TQ12', { amount: '20.00' }, key)).toEqual(first);
  });

  test('a problem is thrown with its code, its fields and its trace', async () => {
    const refused = member.client.typed.apply('TQ12', { amount: 'ten' });
    await expect(refused).rejects.toMatchObject({
      name: 'ProblemError',
      status: 400,
      code: 'INVALID_REQUEST',
      errors: [{ pointer: '/input/amount', code: 'MONEY_FORMAT' }],
    });
    const error: unknown = await member.client.typed.readCase('nothing').catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ProblemError);
    expect((error as ProblemError).traceId).toMatch(/^[0-9a-f]{32}$/);
    expect((error as ProblemError).code).toBe('NOT_FOUND');
  });

  test('a case is followed to its end while it waits, each event once', async () => {
    await world.control('PUT', '/control/moods/civ', { mood: 'silence' });
    const waiting = await member.client.typed.apply('TQ12', { amount: '30.00' });
    expect(waiting.state).toBe('waiting');
    const seen: number[] = [];
    for await (const { seq } of member.client.typed.follow(waiting.id)) {
      seen.push(seq);
      if (seen.length === waiting.timeline.length)
        await world.control('PUT', '/control/moods/civ', { mood: 'normal' });
    }
    const ended = await member.client.typed.readCase(waiting.id);
    expect(ended.state).toBe('done');
    expect(seen).toEqual(ended.timeline.map(({ seq }) => seq));
  }, 60_000);
});

const pathThatAnswers = (schema: object): object => ({
  get: { responses: { 200: { content: { 'application/json': { schema } } } } },
});
