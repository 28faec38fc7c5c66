import { defineRule, ORDER_844_CLAUSE } from '../../../../policy';
import type { FlexAccountFact } from '../../flexible/flexible-facts';

/** Whom the rules of the day admit: national ones since Order 844. */
export const flexibleAgeAdmitted2 = defineRule({
  id: 'flexible-age-admitted',
  version: 2,
  effective: { from: '2026-09-20', until: null },
  clause: ORDER_844_CLAUSE,
  order: 20,
  reasonCode: 'AGE_LIMIT',
  reads: { facts: ['flexible.account', 'flexible.retirement'], parameters: ['contribution.flexMinAge'] },
  judge: ({ fact, parameters }) => {
    const { age } = fact<FlexAccountFact>('flexible.account');
    const least = parameters.integer('contribution.flexMinAge');
    if (age < least)
      return { truth: 'false', observed: { zh: `${age}周岁`, en: `${age} years` }, required: null };
    const { retired } = fact<{ retired: boolean }>('flexible.retirement');
    const observed = retired
      ? { zh: '已办理离退休', en: 'retired' }
      : { zh: `${age}周岁，未退休`, en: `${age} years, not retired` };
    return { truth: retired ? 'false' : 'true', observed, required: null };
  },
  texts: {
    passed: { zh: '{observed}', en: '{observed}' },
    member: {
      zh: '灵活就业人员自愿缴存须年满{param:contribution.flexMinAge}周岁且未退休（{observed}）。',
      en: 'Who contributes voluntarily is at least {param:contribution.flexMinAge} years old and not retired ({observed}).',
    },
    officer: { zh: '{observed}', en: '{observed}' },
    condition: {
      zh: '年满{param:contribution.flexMinAge}周岁且未办理离退休',
      en: 'at least {param:contribution.flexMinAge} years old and not retired',
    },
    fix: { zh: '退休的，可办理离退休提取（TQ14）。', en: 'Who has retired may withdraw all (TQ14).' },
  },
});
