import { defineRule, assumedClause } from '../../../../policy';
import type { AgentsFact } from '../../employer/change-facts';

/** Where another agent must agree there must be one: two agents at least. */
export const somebodyCanAgree = defineRule({
  id: 'somebody-can-agree',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: assumedClause(
    '开启经办复核的单位至少有两名专管员',
    'an employer that lets another agent agree has two agents or more',
  ),
  order: 50,
  reasonCode: 'SECOND_AGENT_MISSING',
  reads: { facts: ['employer.agents'], parameters: [] },
  judge: ({ fact }) => {
    const { after, secondAgentAfter } = fact<AgentsFact>('employer.agents');
    return {
      truth: secondAgentAfter && after < 2 ? 'false' : 'true',
      observed: after,
      required: secondAgentAfter ? 2 : 0,
    };
  },
  texts: {
    passed: { zh: '办理后专管员 {observed} 名', en: '{observed} agents afterwards' },
    member: {
      zh: '开启经办复核后须有两名专管员，办理后只有 {observed} 名。',
      en: 'With a second agent’s word required there must be two agents; there would be {observed}.',
    },
    officer: { zh: '经办复核缺第二名专管员', en: 'No second agent' },
    condition: {
      zh: '开启经办复核的，办理后至少有两名专管员',
      en: 'Where another agent must agree, there are two agents or more afterwards',
    },
    fix: {
      zh: '请同时授权另一名专管员，或关闭经办复核。',
      en: 'Authorise another agent as well, or do without the second word.',
    },
  },
});
