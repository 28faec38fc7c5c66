const LOAN_APPLICATIONS: ReadonlySet<string> = new Set(['DK02', 'DK03', 'DK04', 'DK05']);

/** Parameter of the days within which the law wants a decision (Art. 25, 26); null where it names none. */
export function statutoryClock(code: string): 'withdrawal.decisionDays' | 'loan.decisionDays' | null {
  if (code.startsWith('TQ')) return 'withdrawal.decisionDays';
  return LOAN_APPLICATIONS.has(code) ? 'loan.decisionDays' : null;
}
