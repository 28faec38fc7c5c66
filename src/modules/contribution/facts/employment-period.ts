/** What social insurance is asked of an employment: where and when somebody works, not what they earn. */
export const EMPLOYMENT_PERIOD = ['creditCode', 'from', 'to'] as const;
