import { parseDay } from '../../../../../kernel/calendar';
import { defineRule, isReasonCode, regulationsClause } from '../../../../policy';
import type { EmploymentStart } from '../../enrolment/employment';
import type { RowsInput } from '../../facts';
import {
  type AccountWord,
  type EmploymentWord,
  judgeRows,
  type PoliceWord,
} from '../../remittance/judge-row';
import { offerOfRefused } from '../../remittance/row-offer';
import { ROW_REFUSALS, TOLD_ROWS, toldRefusal } from '../../remittance/row-refusal';

const SHOWN = 20;

/**
 * A list is carried out as far as its rows allow; one without any row to carry out is refused. From which month somebody
 * contributes depends on how the employment began, so a list is not carried out before that is known. A refusal tells
 * row, field, value, code and fix of each, the first one in its text and as its code, and of an account elsewhere in the city what is applied for instead.
 */
export const someRowCanBeOpened5 = defineRule({
  id: 'some-row-can-be-opened',
  version: 5,
  effective: { from: '2026-12-02', until: null },
  clause: regulationsClause('17'),
  order: 20,
  reasonCode: 'LIST_NOT_CONFIRMED',
  reads: {
    facts: ['people.police', 'people.employment', 'people.start', 'members.accounts'],
    parameters: [],
  },
  judge: ({ fact, input, today }) => {
    const { members } = input as RowsInput;
    const police = fact<PoliceWord[]>('people.police');
    const employment = fact<EmploymentWord[]>('people.employment');
    const starts = fact<(EmploymentStart | null)[]>('people.start');
    const accounts = fact<AccountWord[]>('members.accounts');
    const codes = judgeRows(members, { police, employment, accounts }, parseDay(today));
    const refusals = codes.flatMap((code, index) => (code === null ? [] : [`${index + 1} ${code}`]));
    const results = codes.flatMap((code, index) =>
      code === null
        ? []
        : [
            {
              ...toldRefusal(members[index], code, index + 1),
              ...offerOfRefused(code, accounts[index] ?? null),
            },
          ],
    );
    const place = codes.findIndex((code) => code !== null);
    const headline = codes[place] ?? null;
    const { field, text, fix } = ROW_REFUSALS[headline ?? 'NAME_FORMAT'];
    const openable = members.length - refusals.length;
    const begin = (start: EmploymentStart | null | undefined): boolean =>
      start?.first === true && start.since.slice(0, 7) === today.slice(0, 7);
    const firstJobs = codes.filter((code, index) => code === null && begin(starts[index])).length;
    return {
      truth: openable > 0 ? 'true' : 'false',
      ...(openable === 0 && headline !== null && isReasonCode(headline) ? { reasonCode: headline } : {}),
      observed: {
        rows: members.length,
        openable,
        firstJobs,
        ...(headline === null ? {} : { row: place + 1, field, text: { ...text }, fix: { ...fix } }),
        first: refusals.slice(0, SHOWN),
        refusals,
        results: results.slice(0, TOLD_ROWS),
      },
      required: 1,
    };
  },
  texts: {
    passed: {
      zh: '名单共 {observed.rows} 行，可开户 {observed.openable} 行，其中 {observed.firstJobs} 人本月新参加工作，自次月起缴存',
      en: 'Of {observed.rows} rows, {observed.openable} can be opened; {observed.firstJobs} of them began to work this month and contribute from the next',
    },
    member: {
      zh: '名单共 {observed.rows} 行，没有一行可以开户。第 {observed.row} 行 {observed.field}：{observed.text}；{observed.fix}各行的行号和原因代码：{observed.first}。',
      en: 'None of the {observed.rows} rows can be opened. Row {observed.row}, {observed.field}: {observed.text}. {observed.fix} Rows and reason codes: {observed.first}.',
    },
    officer: {
      zh: '{observed.rows} 行均不可开户：{observed.first}',
      en: 'None of {observed.rows} rows can be opened: {observed.first}',
    },
    condition: {
      zh: '名单中至少一人经公安、社保核验属实，且在本市没有未销户的账户；新参加工作的自第二个月起缴存，新调入的自本单位发放工资之月起缴存，基数为当月工资',
      en: 'At least one person is confirmed by police and social insurance and has no open account in the city; a first job contributes from its second month, who comes from another from the first wage paid here, on the wage of that month',
    },
    fix: {
      zh: '请按各行所列的字段、原因和改正方法（observed.results）改正后重新提交；已有账户的按所列事项（offer）办理转移。',
      en: 'Mend each row as its field, reason and fix say (observed.results), and apply again; of an account that is there apply for what is offered.',
    },
  },
});
