import { defineRule, practiceClause } from '../../../../policy';
import type { FlexAccountFact } from '../../flexible/flexible-facts';

/** One payment at a time. */
export const flexibleNothingAwaited = defineRule({
  id: 'flexible-nothing-awaited',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause('待到账的一笔办结后再办理', 'What awaits its money ends first'),
  order: 40,
  reasonCode: 'BUSINESS_IN_PROGRESS',
  reads: { facts: ['flexible.account'], parameters: [] },
  judge: ({ fact }) => {
    const { awaited } = fact<FlexAccountFact>('flexible.account');
    return { truth: awaited === null ? 'true' : 'false', observed: awaited, required: null };
  },
  texts: {
    passed: { zh: '没有待到账的缴存', en: 'Nothing awaits its money' },
    member: { zh: '{observed}的缴存正在等待到账。', en: 'The contribution of {observed} awaits its money.' },
    officer: { zh: '待到账{observed}', en: 'Awaits money: {observed}' },
    condition: { zh: '没有等待到账的缴存', en: 'no contribution awaits its money' },
    fix: { zh: '请先按单号转账。', en: 'Transfer it under its number first.' },
  },
});
