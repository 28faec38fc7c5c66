import { parseDay } from '../../../src/kernel/calendar';
import { fen, parseYuan, sumFen, yuan } from '../../../src/kernel/money';
import { classDays } from '../../../src/modules/loan/domain/loan-parameters';
import { dueDates, firstDueOn, nextDueOn } from '../../../src/modules/loan/domain/plan/due-dates';
import { allocate } from '../../../src/modules/loan/domain/servicing/allocation';
import { hedge, type HedgingOrder } from '../../../src/modules/loan/domain/servicing/hedging';
import { overdueStage, riskClass } from '../../../src/modules/loan/domain/servicing/risk-class';
import { parametersOn } from '../../../src/modules/policy';

const day = parseDay;

describe('due dates', () => {
  test('are the day of the disbursement in each later month, the 28th for those after it', () => {
    const sameDay = { mode: 'same-day' } as const;
    expect(dueDates(day('2026-01-28'), sameDay, 2)).toEqual(['2026-02-28', '2026-03-28']);
    for (const late of ['2026-01-29', '2026-01-30', '2026-01-31'])
      expect(dueDates(day(late), sameDay, 3)).toEqual(['2026-02-28', '2026-03-28', '2026-04-28']);
    expect(firstDueOn(day('2026-12-31'), sameDay)).toBe('2027-01-28');
    expect(firstDueOn(day('2027-12-01'), sameDay)).toBe('2028-01-01');
    expect(dueDates(day('2026-05-05'), sameDay, 0)).toEqual([]);
  });

  test('of a fixed day start with the first one at least thirty days later', () => {
    const on = (dayOfMonth: number) => ({ mode: 'fixed-day', dayOfMonth }) as const;
    expect(firstDueOn(day('2026-03-21'), on(20))).toBe('2026-04-20');
    expect(firstDueOn(day('2026-03-22'), on(20))).toBe('2026-05-20');
    expect(firstDueOn(day('2026-01-31'), on(2))).toBe('2026-03-02');
    expect(firstDueOn(day('2026-12-15'), on(1))).toBe('2027-02-01');
    expect(nextDueOn(day('2026-12-20'))).toBe('2027-01-20');
    for (const never of [0, 29, 1.5, Number.NaN])
      expect(() => firstDueOn(day('2026-03-21'), on(never))).toThrow(RangeError);
  });
});

describe('a payment', () => {
  const owed = [
    { no: 1, penalty: parseYuan('17.00'), interest: parseYuan('100.00'), principal: parseYuan('200.00') },
    { no: 2, penalty: parseYuan('7.00'), interest: parseYuan('90.00'), principal: parseYuan('210.00') },
  ];
  const given = (amount: string) => {
    const { lines, left } = allocate(parseYuan(amount), owed);
    return [
      ...lines.map(({ penalty, interest, principal, cleared }) => [
        yuan(penalty),
        yuan(interest),
        yuan(principal),
        cleared,
      ]),
      yuan(left),
    ];
  };

  test('goes to penalty, interest and principal of the oldest, then of the next', () => {
    expect(given('0.00')).toEqual([['0.00', '0.00', '0.00', false], ['0.00', '0.00', '0.00', false], '0.00']);
    expect(given('17.01')).toEqual([
      ['17.00', '0.01', '0.00', false],
      ['0.00', '0.00', '0.00', false],
      '0.00',
    ]);
    expect(given('316.99')).toEqual([
      ['17.00', '100.00', '199.99', false],
      ['0.00', '0.00', '0.00', false],
      '0.00',
    ]);
    expect(given('317.00')).toEqual([
      ['17.00', '100.00', '200.00', true],
      ['0.00', '0.00', '0.00', false],
      '0.00',
    ]);
    expect(given('324.01')).toEqual([
      ['17.00', '100.00', '200.00', true],
      ['7.00', '0.01', '0.00', false],
      '0.00',
    ]);
    expect(given('624.01')).toEqual([
      ['17.00', '100.00', '200.00', true],
      ['7.00', '90.00', '210.00', true],
      '0.01',
    ]);
  });

  test('is not below zero', () => {
    expect(() => allocate(fen(-1n), owed)).toThrow(RangeError);
    expect(allocate(fen(5n), [])).toEqual({ lines: [], left: 5n });
  });
});

describe('hedging', () => {
  const by = (order: HedgingOrder, card: string | null, due = '3500.00') => {
    const result = hedge({
      due: parseYuan(due),
      accounts: [
        { holder: 'borrower', balance: parseYuan('2010.00') },
        { holder: 'spouse', balance: parseYuan('900.00') },
      ],
      card: card === null ? null : parseYuan(card),
      minimumRetained: parseYuan('10.00'),
      order,
    });
    expect(sumFen([...result.accounts.map(({ debit }) => debit), result.card, result.unpaid])).toBe(
      parseYuan(due),
    );
    return [
      ...result.accounts.map(({ debit }) => yuan(debit)),
      yuan(result.card),
      yuan(result.unpaid),
      result.state,
    ];
  };

  test('takes the accounts in the order of the agreement, then the card', () => {
    expect(by('accounts-first', '5000.00')).toEqual(['2000.00', '890.00', '610.00', '0.00', 'paid']);
    expect(by('accounts-first', '5000.00', '1999.99')).toEqual(['1999.99', '0.00', '0.00', '0.00', 'paid']);
    expect(by('accounts-first', '600.00')).toEqual(['2000.00', '890.00', '600.00', '10.00', 'overdue']);
  });

  test('charges the card with all that is left when the bank is to say', () => {
    expect(by('accounts-first', null)).toEqual(['2000.00', '890.00', '610.00', '0.00', 'paid']);
    expect(by('card-first', null)).toEqual(['0.00', '0.00', '3500.00', '0.00', 'paid']);
  });

  test('takes accounts alone, the card first, or the card alone where the agreement says so', () => {
    expect(by('accounts-only', '5000.00')).toEqual(['2000.00', '890.00', '0.00', '610.00', 'overdue']);
    expect(by('card-first', '1000.00')).toEqual(['2000.00', '500.00', '1000.00', '0.00', 'paid']);
    expect(by('card-only', '1000.00')).toEqual(['0.00', '0.00', '1000.00', '2500.00', 'overdue']);
  });

  test('leaves what must stay, and nothing is below zero', () => {
    const at = (balance: string) =>
      hedge({
        due: parseYuan('100.00'),
        accounts: [{ holder: 1, balance: parseYuan(balance) }],
        card: parseYuan('0.00'),
        minimumRetained: parseYuan('10.00'),
        order: 'accounts-first',
      }).accounts[0];
    expect(at('10.00')).toEqual({ holder: 1, debit: 0n, after: 1000n });
    expect(at('5.00')).toEqual({ holder: 1, debit: 0n, after: 500n });
    expect(at('10.01')).toEqual({ holder: 1, debit: 1n, after: 1000n });
    const request = {
      due: fen(-1n),
      accounts: [],
      card: null,
      minimumRetained: fen(0n),
      order: 'card-only',
    } as const;
    expect(() => hedge(request)).toThrow(RangeError);
  });
});

describe('an overdue loan', () => {
  test('is classed by days, on both sides of every limit', () => {
    const limits = classDays(parametersOn('2026-11-21'));
    const classes = [0, 1, 90, 91, 270, 271, 360, 361].map((days) => riskClass(days, limits));
    expect(classes).toEqual(['01', '02', '02', '03', '03', '04', '04', '05']);
  });

  test('is collected by the number of unpaid instalments', () => {
    const stages = [0, 1, 2, 3, 5, 6, 40].map((unpaid) => overdueStage(unpaid));
    expect(stages).toEqual(['none', 'message', 'call', 'letter', 'letter', 'court', 'court']);
  });
});
