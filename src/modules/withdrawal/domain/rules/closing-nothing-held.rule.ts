import { yuan } from '../../../../kernel/money';
import { defineRule, practiceClause } from '../../../policy';
import { closingOf } from '../closing-amount';
import type { EngagementFact } from '../fact-values';

export const closingNothingHeld = defineRule({
  id: 'closing-nothing-held',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause('部分冻结期间不得销户', 'No closing while part of the balance is frozen'),
  order: 31,
  reasonCode: 'ACCOUNT_FROZEN',
  reads: { facts: ['account.engagement', 'member.closing'], parameters: [] },
  judge(input) {
    const { held } = closingOf(input);
    // What another business holds that rule tells of; it is over in seconds.
    const { engaged } = input.fact<EngagementFact>('account.engagement');
    const truth = held > 0n && !engaged ? 'false' : 'true';
    return { truth, observed: yuan(held), required: '0.00' };
  },
  texts: {
    passed: {
      zh: '账户没有被冻结的金额',
      en: 'No part of the balance is frozen',
    },
    member: {
      zh: '您的账户有 {observed} 元被依法冻结，冻结期间不能销户',
      en: '{observed} yuan of your balance are frozen by order; the account cannot close meanwhile',
    },
    officer: {
      zh: '账户冻结金额 {observed}',
      en: 'Frozen amount {observed}',
    },
    condition: {
      zh: '账户没有被冻结的金额',
      en: 'no part of the balance is frozen',
    },
    fix: {
      zh: '请联系作出冻结决定的机关，解除后即可申请',
      en: 'Turn to the court that ordered it; apply again once it is lifted',
    },
  },
});
