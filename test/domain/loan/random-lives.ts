import fc from 'fast-check';

/** How a borrower behaves in one month. */
export interface Month {
  readonly kind: 'in-full' | 'part' | 'nothing' | 'too-much' | 'prepay' | 'change-plan' | 'settle';
  /** Days after the due date. */
  readonly after: number;
  /** A share of what is owed or could be prepaid, in thousandths. */
  readonly share: number;
  readonly shorten: boolean;
  readonly equalPrincipal: boolean;
  readonly periods: number;
}

export interface RateChange {
  /** Whole years after the year of the disbursement; in force on 1 January, or on another day of that year. */
  readonly year: number;
  readonly dayOfYear: number;
  readonly rate: number;
  /** Told only after an instalment of its first day has fallen due. */
  readonly late: boolean;
}

export interface Life {
  readonly principal: number;
  readonly rate: number;
  readonly periods: number;
  readonly equalPrincipal: boolean;
  /** Days after 2015-01-01. */
  readonly disbursed: number;
  readonly fixedDay: number | null;
  readonly graceDays: number;
  readonly changes: readonly RateChange[];
  readonly months: readonly Month[];
}

const rate = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(2_100_000, 2_600_000, 2_525_000, 3_075_000, 2_850_000, 3_575_000) },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 12_000_000 }) },
  { weight: 1, arbitrary: fc.constant(0) },
);
const month: fc.Arbitrary<Month> = fc.record({
  kind: fc.oneof(
    { weight: 8, arbitrary: fc.constant('in-full' as const) },
    { weight: 3, arbitrary: fc.constantFrom('part' as const, 'nothing' as const, 'too-much' as const) },
    { weight: 2, arbitrary: fc.constant('prepay' as const) },
    { weight: 1, arbitrary: fc.constantFrom('change-plan' as const, 'settle' as const) },
  ),
  after: fc.oneof(
    { weight: 2, arbitrary: fc.constant(0) },
    { weight: 3, arbitrary: fc.integer({ min: 1, max: 27 }) },
  ),
  share: fc.integer({ min: 1, max: 999 }),
  shorten: fc.boolean(),
  equalPrincipal: fc.boolean(),
  periods: fc.integer({ min: 1, max: 60 }),
});
const change: fc.Arbitrary<RateChange> = fc.record({
  year: fc.integer({ min: 1, max: 5 }),
  dayOfYear: fc.oneof(
    { weight: 3, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 364 }) },
  ),
  rate,
  late: fc.boolean(),
});

/** Loans of every size, term, rate and method, with what may happen to them. */
export const life: fc.Arbitrary<Life> = fc.record({
  principal: fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: 1_000_000, max: 130_000_000 }) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 2_000 }) },
  ),
  rate,
  periods: fc.oneof(
    { weight: 12, arbitrary: fc.integer({ min: 1, max: 40 }) },
    { weight: 1, arbitrary: fc.integer({ min: 41, max: 360 }) },
  ),
  equalPrincipal: fc.boolean(),
  disbursed: fc.integer({ min: 0, max: 4_500 }),
  fixedDay: fc.option(fc.integer({ min: 1, max: 28 }), { freq: 3 }),
  graceDays: fc.oneof(
    { weight: 3, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 5 }) },
  ),
  changes: fc.array(change, { maxLength: 4 }),
  months: fc.array(month, { minLength: 1, maxLength: 24 }),
});
