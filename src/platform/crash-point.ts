/** What leads past a point: the tests kill the service there on this way. */
export type CrashRoad =
  | 'withdrawal'
  | 'open-payment'
  | 'replay'
  | 'desk'
  | 'case-worker'
  | 'settlement-worker'
  | 'remittance'
  | 'statement'
  | 'interest'
  | 'disbursement'
  | 'hall'
  | 'hall-end'
  | 'hall-release'
  | 'conversion'
  | 'loan-dues';

/**
 * Every step of the roads of money at whose edges a test kills the process, and the road on which it does so, in the
 * order in which they are passed. Each name is placed once, by `@CrashPoint` on the method that takes the step;
 * docs/crash-points.md says what the database holds after each kill.
 */
export const CRASH_POINTS = {
  application: 'withdrawal',
  submission: 'withdrawal',
  intake: 'withdrawal',
  'applicant-known': 'withdrawal',
  round: 'withdrawal',
  'outside-facts': 'withdrawal',
  'police-asked': 'withdrawal',
  'civil-affairs-asked': 'withdrawal',
  'real-estate-asked': 'withdrawal',
  'decide-and-carry-out': 'withdrawal',
  'account-lock': 'withdrawal',
  engagement: 'withdrawal',
  'own-facts': 'withdrawal',
  pot: 'withdrawal',
  'carry-out': 'withdrawal',
  hold: 'withdrawal',
  instruction: 'withdrawal',
  'decision-stored': 'withdrawal',
  evidence: 'withdrawal',
  dispatch: 'withdrawal',
  'payment-sent': 'withdrawal',
  'bank-call': 'withdrawal',
  settlement: 'withdrawal',
  'bank-answer': 'withdrawal',
  'bank-evidence': 'withdrawal',
  outcome: 'withdrawal',
  'outcome-move': 'withdrawal',
  paid: 'withdrawal',
  'hold-lock': 'withdrawal',
  'hold-end': 'withdrawal',
  voucher: 'withdrawal',
  'account-freed': 'withdrawal',
  'case-step': 'withdrawal',
  'instruction-end': 'withdrawal',
  'answer-kept': 'open-payment',
  replay: 'replay',
  'desk-decision': 'desk',
  'case-claim': 'case-worker',
  'case-carried': 'case-worker',
  'case-resume': 'case-worker',
  'instruction-claim': 'settlement-worker',
  'instruction-carried': 'settlement-worker',
  'instruction-taken-up': 'settlement-worker',
  'payment-prepared': 'settlement-worker',
  'bank-asked': 'settlement-worker',
  notice: 'remittance',
  'notice-verified': 'remittance',
  'account-change': 'remittance',
  receipt: 'remittance',
  'receipt-book': 'remittance',
  'receipt-match': 'remittance',
  'remittance-match': 'remittance',
  'remittance-plan': 'remittance',
  'remittance-book': 'remittance',
  'members-credit': 'remittance',
  'members-voucher': 'remittance',
  'remittance-posted': 'remittance',
  'remittance-case-step': 'remittance',
  'receipt-stored': 'remittance',
  'notice-kept': 'remittance',
  statement: 'statement',
  'statement-fetched': 'statement',
  'statement-asked': 'statement',
  'statement-compared': 'statement',
  'statement-line': 'statement',
  'statement-line-taken': 'statement',
  'statement-line-noted': 'statement',
  'statement-noted': 'statement',
  'interest-run-step': 'interest',
  'interest-chunk': 'interest',
  'interest-accounts': 'interest',
  'mortgage-asked': 'disbursement',
  'title-event': 'disbursement',
  disbursement: 'disbursement',
  'disbursement-paid': 'disbursement',
  'mortgage-conversion': 'conversion',
  'clearance-begun': 'conversion',
  'clearance-asked': 'conversion',
  'clearance-told': 'conversion',
  'hall-opened': 'hall',
  'hall-asked': 'hall',
  'hall-said': 'hall',
  'hall-moved': 'hall',
  'hall-joined': 'hall',
  'hall-clearance': 'hall',
  'hall-payout': 'hall',
  'hall-closed': 'hall',
  'hall-unwound': 'hall-end',
  'hall-loan-voided': 'hall-end',
  'hall-tax-withdrawn': 'hall-end',
  'hall-custody-returned': 'hall-end',
  'hall-resumed': 'hall-end',
  'halls-expired': 'hall-end',
  'hall-release-proposed': 'hall-release',
  'hall-release-decided': 'hall-release',
  'loan-night': 'loan-dues',
  'loan-dues': 'loan-dues',
  'loan-dues-together': 'loan-dues',
  'card-deductions': 'loan-dues',
  'deduction-booked': 'loan-dues',
} as const satisfies Readonly<Record<string, CrashRoad>>;

export type CrashPointName = keyof typeof CRASH_POINTS;

/** `<point>:before` and `<point>:after` kill; with `:stop` the process is stopped instead, as by a long pause. */
export type CrashMoment = `${CrashPointName}:${'before' | 'after'}${'' | ':stop'}`;

/** Whether CRASH_POINT says a moment there is. */
export function isCrashMoment(text: string): text is CrashMoment {
  const [, name = ''] = /^([a-z-]+):(?:before|after)(?::stop)?$/.exec(text) ?? [];
  return Object.hasOwn(CRASH_POINTS, name);
}

const [wantedName, wantedEdge, wantedWay] = (process.env['CRASH_POINT'] ?? '').split(':');
let isDue = true;

/** As kill -9 would: no handler runs, nothing is flushed. A pause befalls the process once. */
function befall(edge: 'before' | 'after'): void {
  if (edge !== wantedEdge || !isDue) return;
  isDue = false;
  process.kill(process.pid, wantedWay === 'stop' ? 'SIGSTOP' : 'SIGKILL');
}

/**
 * Names a step at whose edges the process can be killed: when it is about to be taken, and when it was taken without
 * a fault. A step that CRASH_POINT does not name is left as it is, so it costs nothing. The settings refuse
 * CRASH_POINT in production. Stands innermost, beneath decorators that put metadata on the method.
 */
export function CrashPoint(name: CrashPointName) {
  return <T extends (...args: never[]) => Promise<unknown>>(
    _target: object,
    _key: string,
    descriptor: TypedPropertyDescriptor<T>,
  ): void => {
    if (name !== wantedName || descriptor.value === undefined) return;
    const step = descriptor.value as unknown as (...args: unknown[]) => Promise<unknown>;
    const armed = async function (this: unknown, ...args: unknown[]): Promise<unknown> {
      befall('before');
      const result = await step.apply(this, args);
      befall('after');
      return result;
    };
    descriptor.value = armed as unknown as T;
  };
}
