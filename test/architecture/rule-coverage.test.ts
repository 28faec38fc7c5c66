import { coverageLines, type JudgedBy, ruleCoverage, type Truth } from '../../scripts/rule-coverage';

const rent = { id: 'rent-no-home', version: 1 };
const judged = (truth: Truth, test: string, more: Partial<JudgedBy> = {}): JudgedBy => ({
  rule: 'rent-no-home@1',
  truth,
  asked: true,
  test,
  file: 'test/domain/rent.test.ts',
  ...more,
});
const all = [judged('true', 'no home'), judged('false', 'a home'), judged('unknown', 'silence')];

describe('the tests of every rule', () => {
  it('are enough when it came to true, to false and to unknown', () => {
    expect(ruleCoverage([rent], all)[0]).toMatchObject({ rule: 'rent-no-home@1', missing: [] });
  });

  it('lack what no test has shown, of a rule that none has asked for all three', () => {
    expect(ruleCoverage([rent], all.slice(0, 2))[0]!.missing).toEqual(['unknown']);
    expect(ruleCoverage([{ id: 'planted', version: 1 }], all)[0]!.missing).toEqual([
      'true',
      'false',
      'unknown',
    ]);
  });

  it('show one version of a rule, not the other', () => {
    const both = ruleCoverage([rent, { ...rent, version: 2 }], all);
    expect(both.map(({ rule, missing }) => [rule, missing.length])).toEqual([
      ['rent-no-home@1', 0],
      ['rent-no-home@2', 3],
    ]);
  });

  it('need show nothing unknown of a rule that has never asked for a fact', () => {
    const inputOnly = all.slice(0, 2).map((one) => ({ ...one, asked: false }));
    expect(ruleCoverage([rent], inputOnly)[0]).toMatchObject({ missing: [], asksNothing: true });
    expect(coverageLines(ruleCoverage([rent], inputOnly)[0]!, false).join()).toContain('asks for no fact');
  });

  it('are named, the one that asks for fewest rules first', () => {
    const wide = [judged('true', 'everything'), judged('true', 'everything', { rule: 'another@1' })];
    const [covered] = ruleCoverage([rent], [...wide, ...all]);
    expect(covered!.by.true.map(({ test }) => test)).toEqual(['no home', 'everything']);
    expect(coverageLines(covered!, false)[1]).toMatch(/true +2 {2}test\/domain\/rent.test.ts › no home/);
  });
});
