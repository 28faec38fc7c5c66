import { defineRule, regulationsClause } from '../../../../policy';
import type { MoveApprovalFact, MoveUnitsFact } from '../../employer/move-facts';

/** Members change the employer together on the paper that says so. */
export const moveApprovalNamesBoth = defineRule({
  id: 'move-approval-names-both',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: regulationsClause('14'),
  order: 10,
  reasonCode: 'MOVE_PAPER',
  reads: { facts: ['move.approval', 'move.units'], parameters: [] },
  judge: ({ fact, input }) => {
    const { kind, fromCreditCode, toCreditCode } = fact<MoveApprovalFact>('move.approval');
    const units = fact<MoveUnitsFact>('move.units');
    const named =
      kind === (input as { kind: string }).kind &&
      fromCreditCode === units.fromCreditCode &&
      toCreditCode === units.toCreditCode;
    return {
      truth: named ? 'true' : 'false',
      observed: { kind, from: fromCreditCode, to: toCreditCode },
      required: null,
    };
  },
  texts: {
    passed: { zh: '批准文件载明两个单位', en: 'The approval names both employers' },
    member: {
      zh: '批准文件上的事由或单位（{observed.from}、{observed.to}）与申请不一致。',
      en: 'The approval is of another kind or names other employers ({observed.from}, {observed.to}).',
    },
    officer: { zh: '批准文件与申请不符', en: 'Approval differs from the application' },
    condition: {
      zh: '批准文件载明的事由和两个单位与申请一致',
      en: 'The approval says what is applied for and names both employers',
    },
    fix: { zh: '请按批准文件申请。', en: 'Apply as the approval says.' },
  },
});
