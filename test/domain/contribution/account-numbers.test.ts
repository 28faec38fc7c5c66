import { parseDay } from '../../../src/kernel/calendar';
import {
  memberAccountNo,
  unitAccountNo,
  unitAccountNosIn,
} from '../../../src/modules/contribution/domain/member/account-numbers';

const day = parseDay('2026-11-21');
const number = unitAccountNo(day, 42n);

describe('an employer’s account number in what a payer wrote', () => {
  it.each([
    ['alone', number],
    ['amid words', `单位账号${number}公积金`],
    ['in full width', [...number].map((c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)).join('')],
    ['broken by blanks and hyphens', number.replace(/^(..)(.{6})/, '$1 $2-')],
    ['beside a date', `${number} 2026-11`],
  ])('is found %s', (_, remark) => {
    expect(unitAccountNosIn(remark, '')).toContain(number);
  });

  it('is found once, and each of two', () => {
    const other = unitAccountNo(day, 1_234_567n);
    expect(unitAccountNosIn(number, number)).toEqual([number]);
    expect(unitAccountNosIn(`${number},${other}`)).toEqual([number, other]);
  });

  it.each([
    ['a member’s number', memberAccountNo(day, 42n)],
    ['a part of a longer number', `1${number}`],
    ['a number too short', number.slice(0, -1)],
    ['no number', '公积金'],
  ])('is not seen in %s', (_, remark) => {
    expect(unitAccountNosIn(remark)).toEqual([]);
  });
});
