import { defineRule, assumedClause } from '../../../../policy';
import type { SecondAgentFact } from '../../employer/change-facts';

/** Where the employer wants it, one agent applies and another agrees; nobody does both. */
export const secondAgentAgreed = defineRule({
  id: 'second-agent-agreed',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: assumedClause(
    '单位开启经办复核的，由另一名专管员同意',
    'where the employer wants it another of its agents agrees',
  ),
  order: 90,
  reasonCode: 'SECOND_AGENT_DECLINED',
  reads: { facts: ['employer.secondAgent'], parameters: [] },
  judge: ({ fact }) => {
    const { required, agreed } = fact<SecondAgentFact>('employer.secondAgent');
    return { truth: required && !agreed ? 'false' : 'true', observed: agreed, required };
  },
  texts: {
    passed: {
      zh: '另一名专管员已同意，或单位未开启经办复核',
      en: 'Another agent agreed, or the employer does not ask for it',
    },
    member: { zh: '单位的另一名专管员不同意。', en: 'Another agent of the employer does not agree.' },
    officer: { zh: '复核人不同意', en: 'The second agent declined' },
    condition: {
      zh: '单位开启经办复核的，另一名专管员已同意',
      en: 'Where the employer wants it, another of its agents has agreed',
    },
    fix: { zh: '请与复核的专管员商定后重新申请。', en: 'Settle it with the other agent and apply again.' },
  },
});
