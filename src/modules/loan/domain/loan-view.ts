import type { BilingualText } from '../../../kernel/decision';
import type { Json } from '../../../kernel/fact';
import type { NextStep } from './loan-next';
import type { LoanState } from './loan-state';

export interface LoanTimelineEntry {
  readonly seq: number;
  readonly at: string;
  readonly kind: string;
  readonly text: BilingualText;
  readonly body: { readonly [key: string]: Json };
}

/** A loan in a list. */
export interface LoanLine {
  readonly id: string;
  /** 借款合同编号. */
  readonly loanNo: string;
  readonly purpose: string;
  readonly state: LoanState;
  readonly stateText: BilingualText;
  /** Digit of JGJ/T 320 (贷款账户状态). */
  readonly stateCode: string;
  readonly stateSince: string;
  readonly amount: string;
  readonly termMonths: number;
  readonly commitmentUntil: string | null;
  /** What the reader is in it. */
  readonly role: 'borrower' | 'co-borrower' | 'guarantor';
}

/** A loan as its people see it: what was decided, how far it is, and who has it in hand since when. */
export interface LoanView extends Omit<LoanLine, 'role'> {
  /** null for people of the centre. */
  readonly role: LoanLine['role'] | null;
  readonly caseId: string | null;
  readonly method: '01' | '02';
  readonly dueMode: 'same-day' | 'fixed-day';
  readonly dueDay: number | null;
  readonly homeOrder: 'first' | 'second';
  readonly value: string;
  /** Of a combined loan: what a bank lends beside. */
  readonly bankPart: string;
  readonly unitKey: string;
  readonly contractNo: string | null;
  readonly lawDay: string;
  readonly decidedOn: string;
  /** SHA-256 of the terms that contracts are made of. */
  readonly termsHash: string;
  readonly parties: readonly { readonly role: LoanLine['role']; readonly name: string }[];
  /** Who has the loan in hand, what for, since when. */
  readonly next: NextStep & { readonly since: string };
  readonly timeline: readonly LoanTimelineEntry[];
  /** What signing, mortgage, disbursement and repayment show, by their names. */
  readonly parts: { readonly [name: string]: Json };
}
