import { defineRule, practiceClause } from '../../../../policy';
import type { AgentPoliceFact } from '../../employer/change-facts';

/** Nobody becomes an agent under a name that is not theirs. */
export const newAgentKnownToPolice = defineRule({
  id: 'new-agent-known-to-police',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause('专管员须经公安身份核验', 'an agent’s identity is confirmed by the police'),
  order: 30,
  reasonCode: 'NAME_MISMATCH',
  reads: { facts: ['agent.police'], parameters: [] },
  judge: ({ fact }) => {
    const { agent } = fact<AgentPoliceFact>('agent.police');
    return {
      truth: agent === null || agent === 'alive' ? 'true' : 'false',
      observed: agent,
      required: 'alive',
    };
  },
  texts: {
    passed: { zh: '专管员身份已核验', en: 'The agent’s identity is confirmed' },
    member: {
      zh: '专管员的姓名与身份证号码不一致，或本人已故。',
      en: 'Name and id number of the agent do not belong together, or the person is deceased.',
    },
    officer: { zh: '专管员身份核验未通过：{observed}', en: 'Identity of the agent: {observed}' },
    condition: {
      zh: '被授权的专管员姓名与身份证号码一致',
      en: 'Name and id number of the person authorised belong together',
    },
    fix: { zh: '请核对专管员的姓名和身份证号码。', en: 'Check name and id number of the agent.' },
  },
});
