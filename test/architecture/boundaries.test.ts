import { blindRules, readImports, sourceFiles } from '../../scripts/check-boundaries';

// Each tree is read by a process of its own, and there is one tree per rule.
jest.setTimeout(180_000);

describe('the way imports go', () => {
  test('no room looks where it must not, and every source was read', () => {
    const { files, violations } = readImports();
    expect(violations).toEqual([]);
    expect(files).toBe(sourceFiles());
    expect(files).toBeGreaterThanOrEqual(100);
  });

  test('each rule names the violation planted for it, and nothing else', () => {
    expect(blindRules()).toEqual([]);
  });
});
