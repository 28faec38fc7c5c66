import {
  clauseText,
  defineRule,
  fillText,
  isVerified,
  nationalClause,
  ORDER_844_CLAUSE,
  parametersOn,
  REASON_CODES,
  regulationsClause,
} from '../../../src/modules/policy';
import type { Rule } from '../../../src/modules/policy';
import { monthsInARow } from './example-item';

const parameters = parametersOn('2026-11-21');

function fill(zh: string, observed: Parameters<typeof fillText>[1]['observed'] = null): string {
  return fillText({ zh, en: zh }, { observed, required: 3, parameters }).zh;
}

describe('texts are filled from the operands of the rule', () => {
  it('scalars, lists, members, texts in two languages and parameters are shown', () => {
    expect(fill('{observed}/{required}', 2)).toBe('2/3');
    expect(fill('{observed}', true)).toBe('是');
    expect(fill('{observed}', null)).toBe('无');
    expect(fill('{observed}', [])).toBe('无');
    expect(fill('{observed}', ['迎泽区', '小店区'])).toBe('迎泽区、小店区');
    expect(fill('{observed.months}个月', { months: 2 })).toBe('2个月');
    expect(fill('{observed}', { zh: '已封存', en: 'sealed' })).toBe('已封存');
    expect(fill('{param:withdrawal.rent.city6}元')).toBe('25000.00元');
  });

  it('what is put in is not read again', () => {
    expect(fill('{observed}', '{required}')).toBe('{required}');
  });

  it('a placeholder nobody can fill is an error, not a sentence with a hole', () => {
    expect(() => fill('{observe}')).toThrow(/no placeholder/);
    expect(() => fill('{}')).toThrow(/no placeholder/);
    expect(() => fill('{observed.months}', 2)).toThrow(/no such member/);
    expect(() => fill('{observed}', { months: 2 })).toThrow(/name the member/);
    expect(() => fill('{param:withdrawal.rent.city7}')).toThrow(/city7/);
  });
});

describe('a rule is checked when it is loaded', () => {
  const text = (zh: string, en = 'text') => ({ zh, en });
  const faulty = (change: Partial<Rule>) => () => defineRule({ ...monthsInARow, ...change });
  const withText = (change: Partial<Rule['texts']>) =>
    faulty({ texts: { ...monthsInARow.texts, ...change } });

  it('its identity, days and reason code have their forms', () => {
    expect(faulty({ id: 'Months' })).toThrow(/kebab-case/);
    expect(faulty({ version: 0 })).toThrow(/count from 1/);
    expect(faulty({ effective: { from: '2026-09-20', until: '2026-09-19' } })).toThrow(/effective days/);
    expect(faulty({ reasonCode: 'MONTHS' as Rule['reasonCode'] })).toThrow(/unknown reason code MONTHS/);
    expect(new Set(REASON_CODES).size).toBe(REASON_CODES.length);
  });

  it('the parameters it reads exist in every row of its days', () => {
    expect(faulty({ reads: { facts: [], parameters: ['withdrawal.rent.months'] } })).toThrow(
      /TY-2026-07 have no 'withdrawal.rent.months'/,
    );
  });

  it('its texts are there in both languages and show only what the rule reads', () => {
    expect(withText({ member: text('需满', ' ') })).toThrow(/'member' lacks a language/);
    expect(withText({ fix: text('{param:withdrawal.minRetain}') })).toThrow(/does not read/);
    expect(withText({ officer: text('{months}') })).toThrow(/no placeholder/);
    expect(withText({ condition: text('满{observed}个月') })).toThrow(/what was observed/);
    const { required, ...withoutRequired } = monthsInARow;
    expect(required).toBeDefined();
    expect(() => defineRule(withoutRequired)).toThrow(/needs the function required/);
  });
});

describe('a clause is never shown without its mark', () => {
  it('an article of the 2019 text is shown as such once Order 844 is in force', () => {
    const clause = regulationsClause('24');
    expect(clauseText(clause, '2026-09-19').zh).toBe('《住房公积金管理条例》第24条（2019-03-24；法规）');
    expect(clauseText(clause, '2026-09-20').zh).toContain('2026年文本序号未核对');
    expect(clauseText(clause, '2026-09-20').en).toContain('number in the 2026 text not verified');
  });

  it('what was not read in its own text says so and names no article', () => {
    expect(clauseText(ORDER_844_CLAUSE, '2026-09-20').zh).toContain('未核对原文');
    expect(clauseText(ORDER_844_CLAUSE, '2026-09-20').zh).not.toMatch(/第\d+条/);
    expect(isVerified(ORDER_844_CLAUSE)).toBe(false);
    expect(isVerified(nationalClause('建金〔2015〕19号', 'Jian Jin [2015] No. 19', '2015'))).toBe(false);
    expect(isVerified(regulationsClause('24'))).toBe(true);
  });
});
