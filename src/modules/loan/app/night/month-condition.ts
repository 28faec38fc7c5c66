import type { MonthCondition } from '../../../ledger';

/** Nights of loans that were planned until the end of the month and are not done. */
export const loanMonthCondition: MonthCondition = {
  code: 'loan-nights-open',
  text: { zh: '当月贷款夜间任务尚未完成', en: 'nightly work on loans that is not finished' },
  sql: `SELECT count(*) FROM month AS m JOIN loan_night AS n ON n.centre_id = m.centre_id AND n.finished_at IS NULL AND n.day <= m.last_day`,
};
