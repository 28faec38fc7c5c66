import { PROFILES } from '../../../scripts/seed/profile';
import { KIND_SHARES, type UnitKind } from '../../../scripts/seed/seed-kinds';
import { seedMembers } from '../../../scripts/seed/seed-members';
import { seedUnits } from '../../../scripts/seed/seed-units';

const kinds = Object.keys(KIND_SHARES) as UnitKind[];
const percent = (part: number, whole: number): number => (part / whole) * 100;
const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

describe('the seeded units of the city (handbook 9.4)', () => {
  const units = seedUnits(PROFILES.taiyuan, 1).filter(({ paying }) => paying > 0);
  const members = units.reduce((sum, { paying }) => sum + paying, 0);

  test.each(kinds)('%s: its share of the units and of the members', (kind) => {
    const own = units.filter((unit) => unit.kind === kind);
    const paid = own.reduce((sum, { paying }) => sum + paying, 0);
    expect(Math.abs(percent(own.length, units.length) - 100 * KIND_SHARES[kind].units)).toBeLessThan(0.5);
    expect(Math.abs(percent(paid, members) - 100 * KIND_SHARES[kind].members)).toBeLessThan(0.5);
  });

  test('are as large as before: median 12, mean 94', () => {
    expect(Math.abs(median(units.map(({ paying }) => paying)) - 12)).toBeLessThanOrEqual(2);
    expect(Math.round(members / units.length)).toBe(94);
  });

  test('each kind has small ones and large ones', () => {
    for (const kind of kinds) {
      const sizes = units.filter((unit) => unit.kind === kind).map(({ paying }) => paying);
      expect([kind, Math.min(...sizes) < 30, Math.max(...sizes) > 500]).toEqual([kind, true, true]);
    }
  });
});

describe('the seeded bases', () => {
  test('are no lower than the minimum wage of the district, and some are just that', () => {
    const { city } = PROFILES;
    const lowest = new Map<string, bigint>();
    for (const { base, unit } of seedMembers(city, seedUnits(city, 1), 1))
      if (base < (lowest.get(unit.district) ?? 9_999_999n)) lowest.set(unit.district, base);
    expect(lowest.get('140122')).toBe(205_000n);
    expect(lowest.get('140123')).toBe(195_000n);
    for (const [district, base] of lowest)
      if (!['140122', '140123'].includes(district)) expect([district, base]).toEqual([district, 215_000n]);
  });
});
