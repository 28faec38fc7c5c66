import { assumedClause, defineRule } from '../../../../policy';
import type { PermitFact, SafetyFact } from '../fact-values';

/** DK04: the permit is the borrower's or the spouse's, and an overhaul is found necessary. */
export const buildPapersFit = defineRule({
  id: 'build-papers-fit',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: assumedClause('建造、翻建、大修的批准文件', 'Permit to build, rebuild or overhaul'),
  order: 84,
  reasonCode: 'PURCHASE_FACT',
  reads: { facts: ['build.permit', 'build.safety'], parameters: [] },
  judge(input) {
    const { holder } = input.fact<PermitFact>('build.permit');
    const safety = input.fact<SafetyFact>('build.safety');
    const needless = safety !== null && !safety.needsOverhaul;
    const observed = {
      holder:
        holder === 'others' ? { zh: '他人', en: 'others' } : { zh: '借款人或配偶', en: 'borrower or spouse' },
      needed: needless ? { zh: '无需大修', en: 'no overhaul needed' } : { zh: '符合', en: 'as required' },
    };
    return { truth: holder === 'others' || needless ? 'false' : 'true', observed, required: null };
  },
  texts: {
    passed: {
      zh: '批准文件持有人：{observed.holder}；鉴定结论：{observed.needed}',
      en: 'Permit held by {observed.holder}; assessment: {observed.needed}',
    },
    member: {
      zh: '批准文件持有人须为您或配偶，大修须有鉴定结论：持有人{observed.holder}，{observed.needed}',
      en: 'The permit has to be yours or your spouse’s, and an overhaul assessed as needed: held by {observed.holder}, {observed.needed}',
    },
    officer: {
      zh: '批准文件持有人{observed.holder}，鉴定{observed.needed}',
      en: 'Permit of {observed.holder}; assessment {observed.needed}',
    },
    condition: {
      zh: '建造、翻建有规划许可，大修有房屋安全鉴定结论，持有人为借款人或配偶',
      en: 'a planning permit to build or rebuild, a safety assessment for an overhaul, held by borrower or spouse',
    },
    fix: {
      zh: '取得以本人或配偶名义办理的批准文件后申请',
      en: 'Apply with a permit in your own or your spouse’s name',
    },
  },
});
