import { defineRule, practiceClause } from '../../../../policy';
import type { AgentsFact } from '../../employer/change-facts';

/** An authorisation can be withdrawn that there is. */
export const withdrawnAgentIsOne = defineRule({
  id: 'withdrawn-agent-is-one',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause('撤销的须为在册专管员', 'only an authorisation that exists is withdrawn'),
  order: 40,
  reasonCode: 'AGENT_UNKNOWN',
  reads: { facts: ['employer.agents'], parameters: [] },
  judge: ({ fact }) => {
    const { withdrawnIsAgent } = fact<AgentsFact>('employer.agents');
    return {
      truth: withdrawnIsAgent === false ? 'false' : 'true',
      observed: withdrawnIsAgent,
      required: true,
    };
  },
  texts: {
    passed: { zh: '被撤销人是在册专管员，或未申请撤销', en: 'Who is withdrawn is an agent, or nobody is' },
    member: {
      zh: '要撤销的人不是本单位的专管员。',
      en: 'The person whose authorisation is to be withdrawn is no agent of the employer.',
    },
    officer: { zh: '被撤销人不是在册专管员', en: 'Not an agent of the employer' },
    condition: {
      zh: '申请撤销的，被撤销人是本单位在册的专管员',
      en: 'Who is withdrawn is an agent of the employer now',
    },
    fix: { zh: '请核对姓名和身份证号码。', en: 'Check name and id number.' },
  },
});
