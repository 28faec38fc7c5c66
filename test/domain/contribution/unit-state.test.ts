import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseMonth } from '../../../src/kernel/month';
import { fundYearOf } from '../../../src/modules/contribution/domain/employer/fund-year';
import { mayStep, stepsFrom, UNIT_STEPS } from '../../../src/modules/contribution/domain/employer/unit-state';

describe('an employer’s account', () => {
  it('takes the same steps in our table and in the database’s', () => {
    const migration = readFileSync(join(__dirname, '../../../migrations/1764000019000-employers.ts'), 'utf8');
    const stored = (/const unitSteps = \[([^\]]*)\]/.exec(migration)?.[1] ?? '').match(/\d\d>\d\d/g) ?? [];
    const ours = Object.entries(UNIT_STEPS).flatMap(([from, steps]) =>
      steps.map(({ to }) => `${from}>${to}`),
    );
    expect([...stored].sort()).toEqual(ours.sort());
  });

  it('ends when it is closed, and one that defers resumes before anything else', () => {
    expect(stepsFrom('04')).toEqual([]);
    expect(stepsFrom('03').map(({ to, item }) => [to, item])).toEqual([['01', 'GJ16']]);
    expect([mayStep('03', '04'), mayStep('05', '04'), mayStep('05', '01'), mayStep('none', '01')]).toEqual([
      false,
      true,
      false,
      false,
    ]);
  });
});

describe('a fund year', () => {
  it.each([
    ['2026-06', '2025-07', '2026-06'],
    ['2026-07', '2026-07', '2027-06'],
    ['2026-12', '2026-07', '2027-06'],
    ['2027-01', '2026-07', '2027-06'],
  ])('of %s runs from %s to %s', (month, from, until) => {
    expect(fundYearOf(parseMonth(month), '07-01')).toEqual({ from, until });
  });
});
