import { defineRule, practiceClause } from '../../../policy';
import type { OwedBackFact } from '../fact-values';

/** Handbook 4.3: a restriction of its own until it is refunded; it says nothing of fraud and has no last day. */
export const nothingOwedBack = defineRule({
  id: 'nothing-owed-back',
  version: 1,
  effective: { from: '2026-12-01', until: null },
  clause: practiceClause(
    '购房合同撤销后，所提款项退清前不得提取',
    'After the contract of a purchase was cancelled no withdrawal before what was drawn on it is given back',
  ),
  order: 51,
  reasonCode: 'CONTRACT_CANCELLED',
  reads: { facts: ['person.owedBack'], parameters: [] },
  judge(input) {
    const [first] = input.fact<OwedBackFact>('person.owedBack');
    if (first === undefined) return { truth: 'true', observed: null, required: null };
    const { recoveryNo, contractNo, outstanding, dueOn } = first;
    return { truth: 'false', observed: { recoveryNo, contractNo, outstanding, dueOn }, required: null };
  },
  texts: {
    passed: {
      zh: '没有应退回的提取',
      en: 'No withdrawal is to be given back',
    },
    member: {
      zh: '您凭合同 {observed.contractNo} 提取后该合同备案已撤销，尚有 {observed.outstanding} 元须在 {observed.dueOn} 前退回，退清前不能提取',
      en: 'The contract {observed.contractNo} on which you withdrew was cancelled; {observed.outstanding} yuan are to be given back by {observed.dueOn}, and no withdrawal is possible before',
    },
    officer: {
      zh: '追回 {observed.recoveryNo}：尚欠 {observed.outstanding} 元，期限 {observed.dueOn}',
      en: 'Recovery {observed.recoveryNo}: {observed.outstanding} yuan outstanding, due {observed.dueOn}',
    },
    condition: {
      zh: '没有因购房合同撤销而应退回的提取',
      en: 'nothing withdrawn on a contract cancelled afterwards is to be given back',
    },
    fix: {
      zh: '把款项汇入中心归集户并在附言写明追回单号，到账退清后即可申请；如撤销有误，请到房管部门更正',
      en: 'Pay it to the centre’s collection account with the number of the recovery in the remark; once all of it has come, apply. Have a wrong cancellation corrected by the housing bureau',
    },
  },
});
