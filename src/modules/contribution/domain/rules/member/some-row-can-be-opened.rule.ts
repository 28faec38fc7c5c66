import { parseDay } from '../../../../../kernel/calendar';
import { defineRule, regulationsClause } from '../../../../policy';
import type { RowsInput } from '../../facts';
import {
  type AccountWord,
  type EmploymentWord,
  judgeRows,
  type PoliceWord,
} from '../../remittance/judge-row';

const SHOWN = 20;

/** As it was before article 17 was looked at; version 2 holds for every day, this one is kept as released. A list is carried out as far as its rows allow; one without any row to carry out is refused. */
export const someRowCanBeOpened = defineRule({
  id: 'some-row-can-be-opened',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: regulationsClause('13'),
  order: 20,
  reasonCode: 'ACCOUNT_STATE',
  reads: { facts: ['people.police', 'people.employment', 'members.accounts'], parameters: [] },
  judge: ({ fact, input, today }) => {
    const { members } = input as RowsInput;
    const police = fact<PoliceWord[]>('people.police');
    const employment = fact<EmploymentWord[]>('people.employment');
    const accounts = fact<AccountWord[]>('members.accounts');
    const refusals = judgeRows(members, { police, employment, accounts }, parseDay(today)).flatMap(
      (code, index) => (code === null ? [] : [`${index + 1} ${code}`]),
    );
    const openable = members.length - refusals.length;
    return {
      truth: openable > 0 ? 'true' : 'false',
      observed: { rows: members.length, openable, first: refusals.slice(0, SHOWN), refusals },
      required: 1,
    };
  },
  texts: {
    passed: {
      zh: '名单共 {observed.rows} 行，可开户 {observed.openable} 行',
      en: 'Of {observed.rows} rows, {observed.openable} can be opened',
    },
    member: {
      zh: '名单共 {observed.rows} 行，没有一行可以开户；行号和原因代码：{observed.first}。',
      en: 'None of the {observed.rows} rows can be opened; rows and reason codes: {observed.first}.',
    },
    officer: {
      zh: '{observed.rows} 行均不可开户：{observed.first}',
      en: 'None of {observed.rows} rows can be opened: {observed.first}',
    },
    condition: {
      zh: '名单中至少一人经公安、社保核验属实，且在本市没有未销户的账户',
      en: 'At least one person is confirmed by police and social insurance and has no open account in the city',
    },
    fix: {
      zh: '请按各行的原因代码改正后重新提交。',
      en: 'Mend the rows by their reason codes and apply again.',
    },
  },
});
