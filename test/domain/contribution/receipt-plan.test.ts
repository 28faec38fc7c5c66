import fc from 'fast-check';
import { fen, parseYuan } from '../../../src/kernel/money';
import { planReceipt } from '../../../src/modules/contribution/domain/remittance/receipt-plan';

const plan = (amount: string, { awaiting = true, waiting = '0.00' } = {}) =>
  planReceipt({ awaiting, total: parseYuan('1000.00'), waiting: parseYuan(waiting) }, parseYuan(amount));

describe('money that arrives for a list of 1000.00', () => {
  it.each([
    ['1000.00', { outcome: 'decomposed', credited: 100_000n, drawn: 0n, suspense: 0n }],
    ['1000.01', { outcome: 'decomposed', credited: 100_000n, drawn: 0n, suspense: 1n }],
    ['999.99', { outcome: 'short', credited: 0n, drawn: 0n, suspense: 99_999n }],
    ['0.01', { outcome: 'short', credited: 0n, drawn: 0n, suspense: 1n }],
  ])('%s: all of the list or nothing of it', (amount, expected) => {
    expect(plan(amount)).toEqual(expected);
  });

  it('draws earlier short money only as far as it is needed', () => {
    expect(plan('0.02', { waiting: '999.99' })).toEqual({
      outcome: 'decomposed',
      credited: 2n,
      drawn: 99_998n,
      suspense: 0n,
    });
    expect(plan('0.01', { waiting: '999.98' })).toMatchObject({ outcome: 'short', suspense: 1n });
    expect(plan('1000.00', { waiting: '999.99' })).toMatchObject({ outcome: 'decomposed', drawn: 0n });
  });

  it('is kept whole when the list awaits none', () => {
    expect(plan('1000.00', { awaiting: false })).toEqual({
      outcome: 'kept',
      credited: 0n,
      drawn: 0n,
      suspense: 100_000n,
    });
  });

  it('never loses or makes a fen', () => {
    const amount = fc.bigInt({ min: 1n, max: 10_000_000n });
    fc.assert(
      fc.property(amount, amount, amount, fc.boolean(), (total, waiting, received, awaiting) => {
        const made = planReceipt({ awaiting, total: fen(total), waiting: fen(waiting) }, fen(received));
        expect(made.credited + made.suspense).toBe(received);
        expect(made.drawn).toBeLessThanOrEqual(waiting);
        expect(made.credited + made.drawn).toBe(made.outcome === 'decomposed' ? total : 0n);
      }),
    );
  });
});
