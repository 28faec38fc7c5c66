import { blindRules, readImports, sourceFiles } from '../../scripts/check-boundaries';

// The whole tree is read, and one more for each rule.
jest.setTimeout(180_000);

describe('the way imports go', () => {
  test('no room looks where it must not, and every source was read', () => {
    const [reading] = readImports();
    expect(reading?.violations).toEqual([]);
    expect(reading?.files).toBe(sourceFiles());
    expect(reading?.files).toBeGreaterThanOrEqual(100);
  });

  test('each rule names the violation planted for it, and nothing else', () => {
    expect(blindRules()).toEqual([]);
  });
});
