import { parseDay } from '../../../src/kernel/calendar';
import { paymentNo, paymentNosIn } from '../../../src/modules/contribution/domain/remittance/payment-number';

const day = parseDay('2026-11-21');
const number = paymentNo(day, 42n);

describe('the number an employer writes on the transfer', () => {
  it('tells the day and ends with a check digit', () => {
    expect(number).toMatch(/^HJ261121000004\d{2}$/);
    expect(paymentNo(day, 9_999_999n)).toHaveLength(16);
  });

  it.each([
    ['alone', number],
    ['amid words', `2026年11月公积金${number}汇缴`],
    ['in lower case', number.toLowerCase()],
    ['in full width', [...number].map((c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)).join('')],
    ['broken by blanks and hyphens', number.replace(/^(..)(.{6})/, '$1 $2-')],
    ['before more digits', `${number} 2026`],
  ])('is found %s', (_, remark) => {
    expect(paymentNosIn(remark, '')).toEqual([number]);
  });

  it('is found in the summary as well, and once', () => {
    expect(paymentNosIn(number, `${number} `)).toEqual([number]);
  });

  it('is not found when any one digit is mistyped', () => {
    for (let place = 2; place < number.length; place += 1) {
      const typed =
        number.slice(0, place) + String((Number(number[place]) + 1) % 10) + number.slice(place + 1);
      expect(paymentNosIn(typed)).toEqual([]);
    }
  });

  it.each(['', '公积金', 'HJ2611210000', number.slice(2)])('is not found in %j', (remark) => {
    expect(paymentNosIn(remark)).toEqual([]);
  });
});
