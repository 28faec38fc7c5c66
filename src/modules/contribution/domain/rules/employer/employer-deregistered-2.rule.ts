import { defineRule, regulationsClause } from '../../../../policy';
import type { EmployerLicenceFact } from '../../employer/change-facts';

/** States of a licence as the company registry has them; none: there is no such employer. */
const WORDS = {
  'in-business': { zh: '存续', en: 'in business' },
  deregistered: { zh: '注销', en: 'deregistered' },
  revoked: { zh: '吊销', en: 'revoked' },
  none: { zh: '查无登记', en: 'not on the register' },
} as const;

/** An account is closed when its employer is no more. */
export const employerDeregistered2 = defineRule({
  id: 'employer-deregistered',
  version: 2,
  effective: { from: '2026-12-01', until: null },
  clause: regulationsClause('14'),
  order: 20,
  reasonCode: 'EMPLOYER_NOT_DEREGISTERED',
  reads: { facts: ['employer.licence'], parameters: [] },
  judge: ({ fact }) => {
    const licence = fact<EmployerLicenceFact>('employer.licence');
    const status = licence.asked && licence.registered ? licence.status : null;
    return {
      truth: status === 'deregistered' ? 'true' : 'false',
      observed: WORDS[status ?? 'none'],
      required: WORDS.deregistered,
    };
  },
  texts: {
    passed: { zh: '市场监管登记状态为注销', en: 'The company registry has the employer as deregistered' },
    member: {
      zh: '市场监管登记状态为“{observed}”，只有已注销的单位可以销户。',
      en: 'The company registry has the employer as {observed}; only the account of a deregistered one is closed.',
    },
    officer: { zh: '市场监管登记状态：{observed}', en: 'Company registry: {observed}' },
    condition: { zh: '单位已在市场监管部门注销', en: 'The employer is deregistered at the company registry' },
    fix: {
      zh: '请先办理注销登记；单位仍存续的，无须销户。',
      en: 'Have the employer deregistered first; one that goes on keeps its account.',
    },
  },
});
