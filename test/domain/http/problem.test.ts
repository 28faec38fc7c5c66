import {
  bodyHash,
  databaseProblem,
  languageOf,
  pointerOf,
  Problem,
  problemBody,
  problemOf,
} from '../../../src/platform/http';

describe('the language of an answer', () => {
  it.each([
    [undefined, 'zh'],
    ['', 'zh'],
    ['*', 'zh'],
    ['fr', 'zh'],
    ['en', 'en'],
    ['en-US,en;q=0.9', 'en'],
    ['zh-CN,zh;q=0.9,en;q=0.8', 'zh'],
    ['en;q=0.8,zh;q=0.8', 'zh'],
    ['zh;q=0.1, EN ; q=0.2', 'en'],
    ['en;q=0', 'zh'],
    ['en;q=nonsense', 'zh'],
    [`en,${'x'.repeat(300)}`, 'zh'],
  ])('of %s is %s', (header, language) => {
    expect(languageOf(header)).toBe(language);
  });
});

describe('a problem', () => {
  it('keeps the members of the standard whatever extension is added', () => {
    const problem = new Problem({
      status: 409,
      code: 'OPEN_CASE',
      title: { zh: '冲突', en: 'Conflict' },
      extra: { caseId: 'c1', status: 200, code: 'OTHER', traceId: 'forged' },
    });
    expect(problemBody(problem, 'en', 'trace')).toEqual({
      type: 'urn:zero-run:problem:OPEN_CASE',
      title: 'Conflict',
      status: 409,
      code: 'OPEN_CASE',
      traceId: 'trace',
      errors: [],
      caseId: 'c1',
    });
  });

  it('points at members whose names hold the characters of a pointer', () => {
    expect(pointerOf(['a/b', 'm~n', 0])).toBe('/a~1b/m~0n/0');
    expect(pointerOf([])).toBe('');
  });

  it('is 500 for what nobody foresaw, even when it is no error object', () => {
    for (const thrown of [undefined, null, 'text', 7, { statusCode: 404 }, new TypeError('x')]) {
      expect(problemOf(thrown).status).toBe(500);
    }
  });
});

describe('a database fault', () => {
  it('is found through the errors that wrap it, and never loops', () => {
    const inner = Object.assign(new Error('x'), { code: '57P01' });
    const wrapped = Object.assign(new Error('y'), { driverError: new Error('z', { cause: inner }) });
    expect(databaseProblem(wrapped)?.status).toBe(503);
    expect(databaseProblem(new AggregateError([inner]))?.status).toBe(503);
    const loop = new Error('loop');
    loop.cause = loop;
    expect(databaseProblem(loop)).toBeNull();
  });

  it('is no excuse for a broken constraint or a wrong statement', () => {
    for (const code of ['23505', '42601', '22P02', '42501']) {
      expect(databaseProblem(Object.assign(new Error('x'), { code }))).toBeNull();
    }
  });
});

describe('the hash of a body', () => {
  it('is one for bodies that mean the same and another for any that does not', () => {
    expect(bodyHash({ a: 1, b: ['x'] })).toBe(bodyHash({ b: ['x'], a: 1 }));
    expect(bodyHash({ a: 1 })).not.toBe(bodyHash({ a: '1' }));
    expect(bodyHash(undefined)).toBe(bodyHash(null));
    expect(bodyHash({})).toMatch(/^[0-9a-f]{64}$/);
  });
});
