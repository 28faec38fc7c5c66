/** 贷款风险等级: 01 正常, 02 关注, 03 次级, 04 可疑, 05 损失 (JGJ/T 320, A.14). */
export type RiskClass = '01' | '02' | '03' | '04' | '05';

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

/** Unpaid instalments from which a stage begins. */
const STAGES = [
  [6, 'court'],
  [3, 'letter'],
  [2, 'call'],
  [1, 'message'],
] as const;

/** Stage of collection by the number of unpaid instalments (handbook 5.12). */
export function overdueStage(unpaidInstalments: number): OverdueStage {
  return STAGES.find(([from]) => unpaidInstalments >= from)?.[1] ?? 'none';
}
