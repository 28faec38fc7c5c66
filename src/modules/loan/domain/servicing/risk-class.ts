import type { BilingualText } from '../../../../kernel/decision';

/** 贷款风险等级: 01 正常, 02 关注, 03 次级, 04 可疑, 05 损失 (JGJ/T 320, A.14). */
export type RiskClass = '01' | '02' | '03' | '04' | '05';

export const RISK_CLASSES: Readonly<Record<RiskClass, BilingualText>> = {
  '01': { zh: '正常', en: 'normal' },
  '02': { zh: '关注', en: 'special attention' },
  '03': { zh: '次级', en: 'substandard' },
  '04': { zh: '可疑', en: 'doubtful' },
  '05': { zh: '损失', en: 'loss' },
};

/** Days up to which a loan is in the first to the fourth class; more is a loss. `loan.classDays`. */
export type ClassDays = readonly [number, number, number, number];

/**
 * Risk class by the days since the oldest unpaid instalment fell due (handbook 5.12, after the thresholds of the
 * 金融资产风险分类办法 of 2023).
 */
export function riskClass(
  overdueDays: number,
  [normal, attention, substandard, doubtful]: ClassDays,
): RiskClass {
  if (overdueDays <= normal) return '01';
  if (overdueDays <= attention) return '02';
  if (overdueDays <= substandard) return '03';
  return overdueDays <= doubtful ? '04' : '05';
}

/** What is done about an overdue loan: message, call, registered letter, lawyer or court. */
export type OverdueStage = 'none' | 'message' | 'call' | 'letter' | 'court';

/** A stage in which something is done, with the unpaid instalments of which it is the stage; null: however many. */
export interface StageOfCollection {
  readonly stage: Exclude<OverdueStage, 'none'>;
  readonly from: number;
  readonly until: number | null;
  readonly text: BilingualText;
}

/** In the order in which a loan goes through them. */
export const COLLECTION_STAGES: readonly StageOfCollection[] = [
  { stage: 'message', from: 1, until: 1, text: { zh: '短信与应用内提醒', en: 'message' } },
  { stage: 'call', from: 2, until: 2, text: { zh: '电话催收', en: 'call' } },
  { stage: 'letter', from: 3, until: 5, text: { zh: '挂号信催收', en: 'registered letter' } },
  { stage: 'court', from: 6, until: null, text: { zh: '律师函或起诉', en: 'lawyer or court' } },
];

/** Stage of collection by the number of unpaid instalments (handbook 5.12). */
export function overdueStage(unpaidInstalments: number): OverdueStage {
  return COLLECTION_STAGES.findLast(({ from }) => unpaidInstalments >= from)?.stage ?? 'none';
}
