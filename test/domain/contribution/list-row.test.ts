import { parseDay } from '../../../src/kernel/calendar';
import { ListFaults, type ListSource } from '../../../src/modules/contribution/domain/remittance/list-fault';
import { type RawRow, readListRow } from '../../../src/modules/contribution/domain/remittance/list-row';

const today = parseDay('2026-11-21');
const read = (cells: RawRow['cells'], source: ListSource = 'csv') => {
  const faults = new ListFaults(source);
  const given = { name: '王小明', idNo: '11010519491231002x', base: '8000.00', ...cells };
  return { row: readListRow({ row: 17, cells: given }, faults, today), faults: faults.reported };
};

describe('a row of a remittance list', () => {
  it('is read with its id number in one form and its amounts in fen', () => {
    expect(read({ employerAmount: '640.5' }).row).toEqual({
      row: 17,
      name: '王小明',
      idNo: '11010519491231002X',
      base: 800_000n,
      employerAmount: 64_050n,
      employeeAmount: null,
    });
    expect(read({ base: '' }).row).toMatchObject({ base: null });
  });

  it.each([
    ['csv', '8000', 0],
    ['csv', '8000.5', 0],
    ['csv', '8000.555', 1],
    ['json', '8000.50', 0],
    ['json', '8000', 1],
  ] as const)('%s may say %s: %i faults', (source, base, faults) => {
    expect(read({ base }, source).faults).toHaveLength(faults);
  });

  it('points into the file or into the body', () => {
    expect(read({ base: 'x' }).faults[0]).toMatchObject({ pointer: '/rows/17/缴存基数', column: '缴存基数' });
    expect(read({ base: 'x' }, 'json').faults[0]).toMatchObject({
      pointer: '/members/15/base',
      column: 'base',
    });
  });

  it('still says who is meant when only an amount is wrong, and nobody when the number is', () => {
    expect(read({ base: 'x' }).row).not.toBeNull();
    expect(read({ idNo: '1' }).row).toBeNull();
    expect(read({ name: '甲\u0000' }).row).toBeNull();
  });

  it('tells everything wrong with it at once, in both languages, with a way to mend it', () => {
    const { faults } = read({ name: ' ', idNo: '1', base: '1,000' });
    expect(faults.map(({ code }) => code)).toEqual(['NAME_MISSING', 'ID_CHECKSUM', 'MONEY_FORMAT']);
    for (const { message, fix } of faults) {
      for (const text of [message.zh, message.en, fix.zh, fix.en]) expect(text).not.toBe('');
    }
  });

  it.each(['8000.00 ', ' 8000.00', '8000.00\u00a0', '\u30008000.00', '8 000.00'])(
    'of an amount with a blank it says that the blank is why: %j',
    (base) => {
      const [fault] = read({ base }).faults;
      expect(fault).toMatchObject({ code: 'MONEY_FORMAT', value: base });
      expect(fault?.message.zh).toContain('空格');
      expect(fault?.message.en).toContain('blank');
      const [other] = read({ base: '8千' }).faults;
      expect(other?.message).toEqual({ zh: '不是金额', en: 'Not an amount in yuan' });
    },
  );

  it('a spoilt cell is told in sixty characters', () => {
    expect(read({ base: '9'.repeat(500) }).faults[0]?.value).toHaveLength(60);
  });
});
