import { defineRule, TAIYUAN_CLAUSE } from '../../../../policy';
import { whoeverIs } from '../applicants';
import type { CreditFact } from '../fact-values';

/** DK05: only loans granted before the day of the policy are converted. */
export const conversionGrantedBefore = defineRule({
  id: 'conversion-granted-before',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: TAIYUAN_CLAUSE,
  order: 87,
  reasonCode: 'WINDOW_EXPIRED',
  reads: {
    facts: ['loan.credit', 'loan.coCredit'],
    parameters: ['loan.conversionGrantedBefore'],
  },
  judge(input) {
    const before = input.parameters.text('loan.conversionGrantedBefore');
    const late = whoeverIs<CreditFact>(
      input,
      { own: 'loan.credit', others: 'loan.coCredit' },
      (credit) => credit?.loans.some(({ converted, grantedOn }) => converted && grantedOn >= before) === true,
    );
    const grantedOn = late[0]?.value?.loans.find(({ converted }) => converted)?.grantedOn ?? null;
    return { truth: grantedOn === null ? 'true' : 'false', observed: grantedOn, required: before };
  },
  required: (parameters) => parameters.text('loan.conversionGrantedBefore'),
  texts: {
    passed: {
      zh: '拟转换的贷款在 {required} 前发放',
      en: 'The loan to be converted was granted before {required}',
    },
    member: {
      zh: '拟转换的贷款于 {observed} 发放，{required} 前发放的才能转换',
      en: 'The loan was granted on {observed}; only loans granted before {required} are converted',
    },
    officer: {
      zh: '商贷发放日 {observed}，不早于 {required}',
      en: 'Granted {observed}, not before {required}',
    },
    condition: {
      zh: '商业住房贷款在 {required} 前发放',
      en: 'the bank’s loan was granted before {required}',
    },
    fix: null,
  },
});
