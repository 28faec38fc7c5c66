const LOAN_APPLICATIONS: ReadonlySet<string> = new Set(['DK02', 'DK03', 'DK04', 'DK05']);

/** What the centre holds about a member is put right: name or number, contact data, a single base. */
const CORRECTIONS: ReadonlySet<string> = new Set(['GJ09', 'GJ21', 'GJ22']);

/** Parameter of the days within which the law wants a decision (Art. 25, 26, 36); null where it names none. */
export function statutoryClock(
  code: string,
): 'withdrawal.decisionDays' | 'loan.decisionDays' | 'account.correctionDays' | null {
  if (code.startsWith('TQ')) return 'withdrawal.decisionDays';
  if (CORRECTIONS.has(code)) return 'account.correctionDays';
  return LOAN_APPLICATIONS.has(code) ? 'loan.decisionDays' : null;
}
