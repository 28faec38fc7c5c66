import { parseDay } from '../../../../../kernel/calendar';
import { defineRule, regulationsClause } from '../../../../policy';
import type { RosterMonthFact } from '../../facts';
import { judgeBaseRows } from '../../roster/judge-base-rows';
import { judgeRosterRows, toldRows } from '../../roster/judge-roster-row';
import { isPartial, namesMonth, rosterRowsOf } from '../../roster/roster-request';
import { rosterWordsInFull } from '../../roster/roster-words';

const REGISTRIES = ['roster.police', 'roster.employment', 'roster.start', 'roster.wages'];
const BOOKS = ['roster.month', 'roster.members', 'roster.transfers', 'unit.account'];
const FACTS = [...REGISTRIES, 'roster.employmentEnd', ...BOOKS];
const SHOWN = 20;

/**
 * All rows or none, unless the employer asked for those that can be made. One row that cannot be made refuses, however
 * many nobody can tell of yet; with none refused and one unknown the case waits. Who joins or comes back contributes from
 * the month that article 17 names, and not before; a base is changed as GJ09 corrects one, or in the yearly window (GJ08).
 */
export const rosterRowsCanBeMade3 = defineRule({
  id: 'roster-rows-can-be-made',
  version: 3,
  effective: { from: '2026-12-01', until: null },
  clause: regulationsClause('15'),
  order: 30,
  reasonCode: 'LIST_NOT_CONFIRMED',
  reads: {
    facts: FACTS,
    parameters: ['contribution.baseTaxTolerance', 'contribution.lowerBase', 'contribution.upperBase'],
  },
  judge: ({ fact, isKnown, parameters, input, lawDay, today }) => {
    const rows = rosterRowsOf(input);
    const known = (name: string) => (isKnown(name) ? fact(name) : null);
    const bases = judgeBaseRows(known, { parameters, input, lawDay, today });
    const words = { ...rosterWordsInFull(known), bases };
    const { month } = fact<RosterMonthFact>('roster.month');
    const named = namesMonth(input);
    const verdicts = judgeRosterRows(rows, words, { today: parseDay(today), month, named });
    const made = verdicts.filter((verdict) => verdict === null).length;
    const unknown = verdicts.filter((verdict) => verdict === 'unknown').length;
    const refused = rows.length - made - unknown;
    const partial = isPartial(input);
    if (partial ? unknown > 0 : unknown > 0 && refused === 0) REGISTRIES.forEach((name) => fact(name));
    // Only the lag of social insurance is left: part of a list need not wait for it, a whole one does.
    if (unknown > 0 && (partial ? made === 0 : refused === 0)) fact('roster.employmentEnd');
    const told = toldRows(rows, verdicts);
    return {
      truth: (partial ? made > 0 : refused === 0) ? 'true' : 'false',
      observed: {
        rows: rows.length,
        made,
        refused,
        first: told.slice(0, SHOWN).map(({ row, field, code }) => `${row} ${field} ${code}`),
        results: told.map((row) => ({ ...row })),
      },
      required: null,
    };
  },
  texts: {
    passed: {
      zh: '共 {observed.rows} 行变更，可办理 {observed.made} 行',
      en: 'Of {observed.rows} changes, {observed.made} can be made',
    },
    member: {
      zh: '共 {observed.rows} 行变更，{observed.refused} 行不能办理，未作任何变更；行号、字段和原因代码：{observed.first}。',
      en: 'Of {observed.rows} changes {observed.refused} cannot be made, so nothing was changed; rows, fields and codes: {observed.first}.',
    },
    officer: {
      zh: '{observed.refused}/{observed.rows} 行不可办理：{observed.first}',
      en: '{observed.refused} of {observed.rows} rows cannot be made: {observed.first}',
    },
    condition: {
      zh: '每行变更均符合条件（选择部分办理的，至少一行）：新增人员经公安、社保核验，封存、启封和转入的账户状态相符、社保登记一致；新参加工作的自第二个月起、新调入的自发放工资之月起缴存；基数与税务申报相差超过 {param:contribution.baseTaxTolerance} 的方可更正为申报数',
      en: 'Every change meets its conditions (one of them is enough when part of the list may be made): who joins is confirmed by police and social insurance, an account sealed, unsealed or transferred is in the right state and social insurance agrees; a first job contributes from its second month, any other from its first wage; a base further than {param:contribution.baseTaxTolerance} from the declaration for tax is corrected to it',
    },
    fix: {
      zh: '请按各行的原因代码改正后重新提交，或选择部分办理（partial）。',
      en: 'Mend the rows by their codes and apply again, or have part of the list made (partial).',
    },
  },
});
