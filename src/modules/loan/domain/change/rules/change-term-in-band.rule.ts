import { defineRule, nationalClause, UnknownFactSignal } from '../../../../policy';
import { longestOfBand } from '../../granting/loan-rate-table';
import type { ChangeFact } from '../change-fact';
import type { ChangeRequest } from '../change-request';

const FREE = { zh: '不限', en: 'not limited' };

/**
 * 5.4: the rate is that of the contract's term, so a loan is not lengthened into a term of another rate: a year's keeps
 * its rate for ever, five years' has the lower one. A shorter term than the contract's goes on at its rate.
 */
export const changeTermInBand = defineRule({
  id: 'change-term-in-band',
  version: 1,
  effective: { from: '2026-12-01', until: null },
  clause: nationalClause('银发〔1999〕77号', 'Yin Fa [1999] No. 77', '1999-03-02'),
  order: 51,
  reasonCode: 'TERM_LIMIT',
  reads: { facts: ['loan.change'], parameters: [] },
  judge(input) {
    const { fallenDue, periodsLeft, contractMonths } = input.fact<ChangeFact>('loan.change');
    const request = input.input as ChangeRequest;
    const whole = fallenDue + (request.change === 'term' ? request.periods : periodsLeft);
    // A term that nobody looked at has no rate that could be compared.
    if (contractMonths === undefined) throw new UnknownFactSignal(['loan.change']);
    const longest = longestOfBand(contractMonths);
    const fits = request.change !== 'term' || longest === null || whole <= longest;
    const most = longest === null ? FREE : Math.max(0, longest - fallenDue);
    return {
      truth: fits ? 'true' : 'false',
      observed: whole,
      required: { contract: contractMonths, longest: longest ?? FREE, most },
    };
  },
  texts: {
    passed: {
      zh: '变更后总期限 {observed} 个月，与合同期限（{required.contract} 个月）同一利率档次的最长期限：{required.longest}',
      en: 'The whole term is {observed} months; the longest that has the rate of the contract ({required.contract} months): {required.longest}',
    },
    member: {
      zh: '合同期限 {required.contract} 个月，利率按一年以内、一年以上至五年、五年以上分档；变更后总期限 {observed} 个月，超过本档最长 {required.longest} 个月，剩余期数最多 {required.most} 期',
      en: 'The contract is of {required.contract} months, and rates differ by terms of up to one year, up to five years and over; a whole term of {observed} months is beyond the {required.longest} of its rate: at most {required.most} instalments can be left',
    },
    officer: {
      zh: '总期限 {observed} 个月跨利率档次（合同 {required.contract} 个月，本档最长 {required.longest} 个月）',
      en: 'Whole term {observed} beyond the rate of the contract ({required.contract} months, at most {required.longest})',
    },
    condition: {
      zh: '延长后总期限不跨越合同期限所在的利率档次（一年以内、一年以上至五年、五年以上）；缩短期限的，利率仍按合同期限确定',
      en: 'a lengthened term stays within those that have the rate of the contract’s (up to one year, up to five, over); a shortened one goes on at that rate',
    },
    fix: { zh: '请在本利率档次的最长期限内申请', en: 'Ask for no more than the longest term of that rate' },
  },
});
