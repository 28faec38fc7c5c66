import { fen, yuan } from '../../../src/kernel/money';
import { parseDay } from '../../../src/kernel/calendar';
import { parseMonth } from '../../../src/kernel/month';
import { monthsInArrears } from '../../../src/modules/contribution/domain/certificate/months-in-arrears';
import {
  grouped,
  printedDay,
  printedRatio,
  printedYuan,
} from '../../../src/modules/contribution/domain/certificate/printed';
import { type Movement, statementOf } from '../../../src/modules/contribution/domain/statement/movement';

const movement = (kind: string, side: 'D' | 'C' | null, amount: bigint, interest = 0n): Movement => ({
  on: '2026-09-15',
  kind,
  side,
  amountFen: fen(amount),
  interestFen: fen(interest),
});

describe('a statement', () => {
  it('closes at opening plus credits less debits, with the balance after every line', () => {
    const made = statementOf(fen(100_00n), [
      movement('remittance', 'C', 1_920_00n),
      movement('withdrawal', 'D', 500_01n),
      movement('withdrawal-restored', 'C', 500_01n),
    ]);
    expect(made.lines.map(({ balance }) => balance)).toEqual(['2020.00', '1519.99', '2020.00']);
    expect([made.credits, made.debits, made.closing].map(yuan)).toEqual(['2420.01', '500.01', '2020.00']);
  });

  it('of a quiet period closes as it opened', () => {
    expect(statementOf(fen(7n), [])).toMatchObject({ opening: 7n, closing: 7n, lines: [] });
  });

  it('names each business by JGJ/T 320 A.5, and what it does not know by 99', () => {
    const kinds = [
      'remittance',
      'new',
      'unseal',
      'seal',
      'base',
      'withdrawal',
      'closing',
      'annual-interest',
      'internal-transfer',
      'refund',
      'opening',
      'withdrawal-restored',
    ];
    const { lines } = statementOf(
      fen(0n),
      kinds.map((kind) => movement(kind, null, 0n)),
    );
    expect(lines.map(({ type }) => type)).toEqual([
      '01',
      '03',
      '04',
      '05',
      '10',
      '11',
      '12',
      '09',
      '06',
      '99',
      '99',
      '99',
    ]);
    expect(lines.at(-1)).toMatchObject({ zh: '提取退票恢复', en: 'returned withdrawal restored' });
  });

  it('knows a transfer from a withdrawal, a loan’s draw from a closing, a month of one’s own from a back payment', () => {
    const types = {
      'transfer-out': '07',
      'transfer-in': '08',
      'flexible-remittance': '01',
      'unit-move': '06',
      merge: '06',
      'loan-payment': '11',
      'loan-prepayment': '11',
      'loan-settlement': '11',
      'loan-hedged': '11',
      'court-freeze': '14',
      'court-release': '15',
      'court-deduction': '99',
      'opening-members': '99',
    };
    const { lines } = statementOf(
      fen(0n),
      Object.keys(types).map((kind) => movement(kind, null, 0n)),
    );
    expect(lines.map(({ type }) => type)).toEqual(Object.values(types));
    expect(lines.filter(({ zh }) => zh === '其他')).toEqual([]);
  });

  it('shows the interest of a closing beside its principal and outside of the balance', () => {
    const made = statementOf(fen(5_000_00n), [movement('closing', 'D', 5_000_00n, 12_34n)]);
    expect(made.lines[0]).toMatchObject({ debit: '5000.00', interest: '12.34', balance: '0.00' });
    expect(made.closing).toBe(0n);
  });

  it('a change that moves no money leaves the balance alone', () => {
    expect(statementOf(fen(9n), [movement('base', null, 0n)]).lines[0]).toMatchObject({
      credit: '0.00',
      debit: '0.00',
      balance: '0.09',
    });
  });
});

describe('months in arrears', () => {
  const owed = (paidThrough: string, payday: number, today: string) =>
    monthsInArrears({ paidThrough: parseMonth(paidThrough), payday }, parseDay(today), 5);

  it('count from the day after payday and five days', () => {
    expect(owed('2026-09', 15, '2026-10-20')).toBe(0);
    expect(owed('2026-09', 15, '2026-10-21')).toBe(1);
  });

  it('count every month, over the turn of a year', () => {
    expect(owed('2026-09', 15, '2027-02-19')).toBe(4);
    expect(owed('2026-09', 15, '2027-02-21')).toBe(5);
  });

  it('are none for who has paid ahead', () => {
    expect(owed('2026-12', 15, '2026-10-21')).toBe(0);
  });

  it('take the last day of a month that has no such payday', () => {
    expect(owed('2027-01', 31, '2027-03-05')).toBe(0);
    expect(owed('2027-01', 31, '2027-03-06')).toBe(1);
  });
});

describe('figures as they are printed', () => {
  it('amounts are grouped by thousands and keep their sign and decimals', () => {
    expect(['0.05', '999.00', '1000.00', '1234567.80', '-1234.50'].map(grouped)).toEqual([
      '0.05',
      '999.00',
      '1,000.00',
      '1,234,567.80',
      '-1,234.50',
    ]);
    expect(printedYuan('1920.00')).toBe('1,920.00 元');
  });

  it('days, months and ratios are Chinese and exact', () => {
    expect([printedDay('2026-09-05'), printedDay('2026-10'), printedDay(null)]).toEqual([
      '2026年9月5日',
      '2026年10月',
      '—',
    ]);
    expect(['0.1200', '0.05', '0.0550', '0.0825'].map(printedRatio)).toEqual(['12%', '5%', '5.5%', '8.25%']);
    expect(printedRatio(null)).toBe('—');
  });
});
