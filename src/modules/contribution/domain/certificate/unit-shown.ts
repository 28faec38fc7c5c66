/** What stands for the employer of an account that has none: one kept by the centre, or of somebody who pays alone. */
const WITHOUT_EMPLOYER = {
  central: '集中封存户（中心托管）',
  flexible: '灵活就业人员',
} as const;

/** The employer of an account as a document names it; blank where an employer has no name on record. */
export function unitShown(kind: 'employer' | 'central' | 'flexible', name: string | undefined): string {
  return kind === 'employer' ? (name ?? '') : WITHOUT_EMPLOYER[kind];
}
