import { parseDay } from '../../../src/kernel/calendar';
import {
  judgeRow,
  judgeRows,
  rowFaults,
} from '../../../src/modules/contribution/domain/remittance/judge-row';

const today = parseDay('2026-11-21');
const id = '11010519491231002X';
const fault = (row: Partial<{ name: string; idNo: string; base: string }>) =>
  rowFaults([{ name: '王小明', idNo: id, base: '8000.00', ...row }], today)[0];

describe('a row of a list of new members, by itself', () => {
  it.each([
    [{}, null],
    [{ idNo: id.toLowerCase() }, null],
    [{ idNo: '110105194912310021' }, 'ID_CHECKSUM'],
    [{ idNo: '110105491231002' }, 'ID_CHECKSUM'],
    [{ name: '' }, 'NAME_FORMAT'],
    [{ name: '=cmd|x' }, 'NAME_FORMAT'],
    [{ name: '测𠮷〇' }, null],
    [{ name: '阿测·零跑' }, null],
    [{ base: '0.01' }, null],
    [{ base: '0.00' }, 'MONEY_FORMAT'],
    [{ base: '8000' }, 'MONEY_FORMAT'],
    [{ base: '8,000.00' }, 'MONEY_FORMAT'],
    [{ base: '８０００.００' }, 'MONEY_FORMAT'],
  ])('%j: %s', (row, expected) => {
    expect(fault(row)).toBe(expected);
  });

  it('counts the first of two rows about one person', () => {
    const row = { name: '王小明', idNo: id, base: '8000.00' };
    expect(rowFaults([row, { ...row, idNo: id.toLowerCase() }], today)).toEqual([null, 'DUPLICATE_PERSON']);
  });
});

describe('a row, by what the registries and our books say', () => {
  it.each([
    ['alive', 'here', 'none', null],
    ['mismatch', 'here', null, 'NAME_MISMATCH'],
    ['deceased', 'here', null, 'PERSON_DECEASED'],
    ['alive', 'elsewhere', null, 'NOT_EMPLOYED_HERE'],
    ['alive', 'none', null, 'NOT_EMPLOYED_HERE'],
    ['alive', 'here', 'here', 'ACCOUNT_STATE'],
    ['alive', 'here', 'elsewhere', 'ACCOUNT_ELSEWHERE'],
    ['alive', 'here', 'elsewhere-sealed', 'ACCOUNT_ELSEWHERE'],
    ['alive', 'here', 'elsewhere-active', 'ACCOUNT_ELSEWHERE'],
    ['alive', 'here', 'elsewhere-frozen', 'ACCOUNT_ELSEWHERE'],
  ] as const)('police %s, employment %s, account %s: %s', (police, employment, account, expected) => {
    expect(judgeRow(null, { police, employment, account })).toBe(expected);
  });

  it('is never opened on a silence', () => {
    const silent = { police: null, employment: 'here', account: 'none' } as const;
    expect(() => judgeRow(null, silent)).toThrow('nobody asked about');
    const rows = [{ name: '王小明', idNo: id, base: '8000.00' }];
    expect(judgeRows(rows, { police: [], employment: [], accounts: [] }, today)).toEqual([
      'NOT_EMPLOYED_HERE',
    ]);
  });
});
