import type { BilingualText } from '../../../../kernel/decision';

/** What may happen to a member of an employer's roster (清册变更). */
export const ROSTER_KINDS = ['new', 'seal', 'unseal', 'base'] as const;
export type RosterKind = (typeof ROSTER_KINDS)[number];

interface RosterStep {
  readonly text: BilingualText;
  /** State of the account (JGJ/T 320 A.6) that the change needs; null: no open account yet. */
  readonly from: string | null;
  readonly to: string;
  /** Type of business, JGJ/T 320 A.5. */
  readonly businessType: string;
}

/** Handbook 3.3: the steps of an account that an employer may take. */
export const ROSTER_STEPS: Readonly<Record<ChangeKind, RosterStep>> = {
  new: { text: { zh: '新增开户', en: 'new member' }, from: null, to: '01', businessType: '03' },
  seal: { text: { zh: '封存', en: 'sealed' }, from: '01', to: '02', businessType: '05' },
  unseal: { text: { zh: '启封', en: 'unsealed' }, from: '02', to: '01', businessType: '04' },
  base: { text: { zh: '基数调整', en: 'base changed' }, from: '01', to: '01', businessType: '10' },
  transfer: { text: { zh: '同城转入', en: 'transferred in' }, from: '02', to: '01', businessType: '06' },
};

interface SealReason {
  readonly text: BilingualText;
  /** Whether the employment is over, so that social insurance must have it as ended. */
  readonly employmentEnds: boolean;
}

/** Why an account is sealed (handbook 3.3). Another reason says nothing, so it is held to the strictest condition. */
export const SEAL_REASONS = {
  terminated: { text: { zh: '终止劳动关系', en: 'employment ended' }, employmentEnds: true },
  'unpaid-leave': { text: { zh: '停薪留职', en: 'unpaid leave' }, employmentEnds: false },
  study: { text: { zh: '脱产学习', en: 'full-time study' }, employmentEnds: false },
  army: { text: { zh: '参军', en: 'military service' }, employmentEnds: false },
  'retirement-pending': { text: { zh: '待办离退休', en: 'retirement pending' }, employmentEnds: true },
  other: { text: { zh: '其他', en: 'other' }, employmentEnds: true },
} as const satisfies Readonly<Record<string, SealReason>>;

export type SealReasonCode = keyof typeof SEAL_REASONS;

export const SEAL_REASON_CODES = Object.keys(SEAL_REASONS) as SealReasonCode[];

export function isSealReason(code: string): code is SealReasonCode {
  return Object.hasOwn(SEAL_REASONS, code);
}

/** What an employer may ask for: a transfer brings somebody's account from another employer, who joins the roster. */
export const CHANGE_KINDS = [...ROSTER_KINDS, 'transfer'] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** Whether a change brings a member to the roster, whose account was not active with the employer before. */
export function joins(kind: ChangeKind): kind is 'new' | 'unseal' | 'transfer' {
  return kind === 'new' || kind === 'unseal' || kind === 'transfer';
}

/** One change an employer wants, as sent. */
export interface RosterRow {
  readonly kind: ChangeKind;
  readonly name: string;
  readonly idNo: string;
  readonly base?: string;
  readonly reason?: string;
  /** Last day of the employment, of a seal; the day of application unless given. */
  readonly endedOn?: string;
}
