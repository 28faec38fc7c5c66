import { defineRule, regulationsClause } from '../../../../policy';
import type { LicenceFact } from '../../facts';

const STATUS_TEXT = {
  'in-business': { zh: '存续', en: 'in business' },
  revoked: { zh: '吊销', en: 'revoked' },
  deregistered: { zh: '注销', en: 'deregistered' },
} as const;

/** Only an existing employer registers. */
export const employerInBusiness = defineRule({
  id: 'employer-in-business',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: regulationsClause('14'),
  order: 10,
  reasonCode: 'EMPLOYER_NOT_IN_BUSINESS',
  reads: { facts: ['company.licence'], parameters: [] },
  judge: ({ fact }) => {
    const licence = fact<LicenceFact>('company.licence');
    return {
      truth: licence.registered && licence.status === 'in-business' ? 'true' : 'false',
      observed: licence.registered
        ? STATUS_TEXT[licence.status]
        : { zh: '查无此单位', en: 'no such employer' },
      required: STATUS_TEXT['in-business'],
    };
  },
  texts: {
    passed: {
      zh: '市场监管登记状态为“{observed}”',
      en: 'Market supervision has the employer as {observed}',
    },
    member: {
      zh: '市场监管部门的登记状态为“{observed}”，只有“{required}”的单位可以登记缴存。',
      en: 'Market supervision has the employer as: {observed}. Only one that is {required} can register.',
    },
    officer: { zh: '市场监管登记状态：{observed}', en: 'Market supervision status: {observed}' },
    condition: {
      zh: '单位在市场监管部门登记且存续',
      en: 'The employer is registered with market supervision and in business',
    },
    fix: {
      zh: '请核对统一社会信用代码；登记状态有误的，请先到市场监管部门更正。',
      en: 'Check the unified social credit code; if the status is wrong, have market supervision correct it first.',
    },
  },
});
