import { parseYuan, sumFen, yuan } from '../../../src/kernel/money';
import { distributeGains, type ReserveRule } from '../../../src/modules/ledger/domain/gains-distribution';

const of = (
  rule: ReserveRule,
  gains: string,
  more: { loans?: string; reserve?: string; budget?: string } = {},
) => {
  const shares = distributeGains({
    rule,
    gains: parseYuan(gains),
    loanBalance: parseYuan(more.loans ?? '0.00'),
    reserve: parseYuan(more.reserve ?? '0.00'),
    managementFeeBudget: parseYuan(more.budget ?? '30.00'),
  });
  expect(sumFen(Object.values(shares))).toBe(parseYuan(gains));
  return [yuan(shares.reserve), yuan(shares.managementFee), yuan(shares.publicRental)];
};

describe('the gains of a year', () => {
  test('fill the reserve, pay the approved fee, and leave the rest to public rental housing', () => {
    expect(of('sixty-percent-of-gains', '100.00')).toEqual(['60.00', '30.00', '10.00']);
    expect(of('sixty-percent-of-gains', '100.01')).toEqual(['60.01', '30.00', '10.00']);
    expect(of('one-percent-of-loans', '100.00', { loans: '5000.00', reserve: '20.00' })).toEqual([
      '30.00',
      '30.00',
      '40.00',
    ]);
  });

  test('are never exceeded: the reserve takes all at most, the fee what is left', () => {
    expect(of('sixty-percent-of-gains', '50.00')).toEqual(['30.00', '20.00', '0.00']);
    expect(of('one-percent-of-loans', '100.00', { loans: '50000.00' })).toEqual(['100.00', '0.00', '0.00']);
    expect(of('one-percent-of-loans', '100.00', { loans: '1000.00', reserve: '20.00' })).toEqual([
      '0.00',
      '30.00',
      '70.00',
    ]);
    expect(of('sixty-percent-of-gains', '0.00')).toEqual(['0.00', '0.00', '0.00']);
  });

  test('that are a loss are not distributed', () => {
    expect(() => of('sixty-percent-of-gains', '-0.01')).toThrow(RangeError);
  });
});
