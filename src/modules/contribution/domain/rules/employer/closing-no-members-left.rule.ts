import { defineRule, practiceClause } from '../../../../policy';
import type { ObligationsFact } from '../../employer/change-facts';

/** Nobody may be left behind at an employer that is no more. */
export const closingNoMembersLeft = defineRule({
  id: 'closing-no-members-left',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause(
    '单位销户前职工账户须全部转出或转入集中封存',
    'before an employer is closed all its members have gone elsewhere or to the central sealed unit',
  ),
  order: 30,
  reasonCode: 'MEMBERS_LEFT',
  reads: { facts: ['unit.obligations'], parameters: [] },
  judge: ({ fact }) => {
    const { active, sealed, frozen } = fact<ObligationsFact>('unit.obligations');
    const truth = active + sealed + frozen === 0 ? 'true' : 'false';
    return { truth, observed: { active, sealed, frozen }, required: 0 };
  },
  texts: {
    passed: { zh: '单位名下无正常、封存、冻结的职工账户', en: 'No member account is left with the employer' },
    member: {
      zh: '单位名下还有职工账户：正常 {observed.active} 个、封存 {observed.sealed} 个、冻结 {observed.frozen} 个。',
      en: 'Member accounts are left: {observed.active} active, {observed.sealed} sealed, {observed.frozen} frozen.',
    },
    officer: {
      zh: '名下职工账户未清：{observed.active}/{observed.sealed}/{observed.frozen}',
      en: 'Members left: {observed.active}/{observed.sealed}/{observed.frozen}',
    },
    condition: {
      zh: '单位名下没有正常、封存或冻结的职工账户',
      en: 'No active, sealed or frozen member account is with the employer',
    },
    fix: {
      zh: '请为职工办理转移（GJ25）或集中封存（GJ26）。',
      en: 'Have the members transferred (GJ25) or put under the central sealed unit (GJ26).',
    },
  },
});
