import { parseMonth } from '../../../src/kernel/month';
import { checkRemittanceMonth } from '../../../src/modules/contribution/domain/remittance/remittance-month';

const check = (paidThrough: string, month: string): unknown =>
  checkRemittanceMonth(parseMonth(paidThrough), parseMonth(month));

describe('an employer remits month by month', () => {
  test.each([
    ['2026-10', '2026-11'],
    ['2026-12', '2027-01'],
  ])('paid through %s, the next month %s is accepted', (paidThrough, month) => {
    expect(check(paidThrough, month)).toEqual({ accepted: true });
  });

  test.each([
    ['2026-10', '2026-12'],
    ['2026-12', '2027-02'],
    ['2026-10', '2027-11'],
  ])('paid through %s, a gap up to %s is refused', (paidThrough, month) => {
    expect(check(paidThrough, month)).toEqual({ accepted: false, reason: 'MONTH_GAP' });
  });

  test('where nobody contributes in the next month, the one after it is due, and no other', () => {
    const due = (month: string): unknown =>
      checkRemittanceMonth(parseMonth('2026-10'), parseMonth(month), parseMonth('2026-12'));
    expect(due('2026-12')).toEqual({ accepted: true });
    expect(due('2026-11')).toEqual({ accepted: false, reason: 'MONTH_GAP' });
    expect(due('2026-10')).toEqual({ accepted: false, reason: 'MONTH_ALREADY_REMITTED' });
  });

  test.each([
    ['2026-10', '2026-10'],
    ['2026-10', '2026-09'],
    ['2027-01', '2026-12'],
    ['2026-10', '2025-11'],
  ])('paid through %s, %s has been remitted already', (paidThrough, month) => {
    expect(check(paidThrough, month)).toEqual({ accepted: false, reason: 'MONTH_ALREADY_REMITTED' });
  });
});
