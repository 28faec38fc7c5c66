import { createRequire } from 'node:module';
import { join } from 'node:path';
import { findRules, fingerprint, lockFaults, readLock, withReleased } from '../../scripts/rules-lock';
import type { FoundRule } from '../../scripts/rules-lock';
import { defineRule } from '../../src/modules/policy';

const ROOT = join(__dirname, '..', '..');
const load = createRequire(__filename);

const SOURCE = `
/** Why it is so. */
export const rule = { judge: () => ({ truth: 'true' }) }; // a word more
`;

function found(source: string, version = 1): FoundRule {
  const text = { zh: '账户未冻结', en: 'The account is not frozen' };
  const rule = defineRule({
    id: 'planted',
    version,
    effective: { from: '2026-07-01', until: null },
    clause: { instrument: text, version: '2026', article: null, mark: 'assume' },
    order: 1,
    reasonCode: 'ACCOUNT_FROZEN',
    reads: { facts: [], parameters: [] },
    judge: () => ({ truth: 'true', observed: null, required: null }),
    texts: { passed: text, member: text, officer: text, condition: text, fix: null },
  });
  return { rule, file: `planted-${version}.rule.ts`, fingerprint: fingerprint(rule, source) };
}

describe('a released rule is never edited', () => {
  it('every rule of the tree stands in the list of released rules as it was released', () => {
    const rules = findRules(ROOT, (file) => load(join(ROOT, file)) as object);
    expect(lockFaults(rules, readLock(ROOT))).toEqual([]);
  });

  it('a changed predicate of a released rule is named, and a new version is asked for', () => {
    const lock = withReleased([found(SOURCE)], {});
    const edited = found(SOURCE.replace("'true'", "'false'"));
    expect(lockFaults([edited], lock)).toEqual([
      expect.stringMatching(/planted@1 .*version 2 in a new file/),
    ]);
    expect(() => withReleased([edited], lock)).toThrow(/released and was changed/);
  });

  it('comments and layout are not part of what was released', () => {
    const lock = withReleased([found(SOURCE)], {});
    const relaid = found("export const rule = {\n  judge: () => ({\n truth: 'true',\n }),\n };");
    expect(lockFaults([relaid], lock)).toEqual([]);
  });

  it('a rule is the same in another folder, and another with another import', () => {
    const source = (from: string): string => `import { limit } from '${from}';\n${SOURCE}`;
    const lock = withReleased([found(source('../limits'))], {});
    expect(lockFaults([found(source('../../limits'))], lock)).toEqual([]);
    expect(lockFaults([found(source('../bounds'))], lock)).toHaveLength(1);
  });

  it('a rule that is new, or gone though released, is named', () => {
    const lock = withReleased([found(SOURCE)], {});
    expect(lockFaults([found(SOURCE), found(SOURCE, 2)], lock)).toEqual([
      expect.stringContaining('planted@2 (planted-2.rule.ts) is not released'),
    ]);
    expect(lockFaults([], lock)).toEqual([expect.stringContaining('planted@1 was released and is gone')]);
  });

  it('releasing a new version leaves what was released as it was', () => {
    const first = withReleased([found(SOURCE)], {});
    const both = withReleased([found(SOURCE), found(`${SOURCE}\nexport const two = 2;`, 2)], first);
    expect(Object.keys(both)).toEqual(['planted@1', 'planted@2']);
    expect(both['planted@1']).toBe(first['planted@1']);
  });
});
