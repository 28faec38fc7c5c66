import type { MonthCondition } from '../../../ledger';

/** Nights of members' accounts that were planned until the end of the month and are not done. */
export const memberMonthConditions: readonly MonthCondition[] = [
  {
    code: 'member-nights-open',
    text: { zh: '当月账户夜间任务尚未完成', en: 'nightly work on members’ accounts that is not finished' },
    sql: `SELECT count(*) FROM month AS m JOIN member_night AS n ON n.centre_id = m.centre_id AND n.finished_at IS NULL AND n.day <= m.last_day`,
  },
];
