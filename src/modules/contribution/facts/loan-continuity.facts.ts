import { monthOf, parseDay } from '../../../kernel/calendar';
import { fen, yuan } from '../../../kernel/money';
import { monthsApart } from '../../../kernel/month';
import type { Clock } from '../../../platform/clock';
import type { Tx } from '../../../platform/database/tx';
import { type FactProvider, internalFact } from '../../casework';
import type { Ledger } from '../../ledger';
import { parametersOn } from '../../policy';
import { continuityOn } from '../domain/member/continuity';
import { type CarriedMonths, selectCarriedOf } from '../store/carried-months-store';
import { dueMonths } from '../app/member/due-months';
import { selectContributionOf } from '../store/contribution-of-store';
import { selectMonthsWithOrigin } from '../store/months-credited-store';

/** `contribution.continuity`: the account that somebody contributes to, and how many months in a row. */
export type ContinuityFact = {
  /** JGJ/T 320 A.6, or 'none'. */
  readonly state: string;
  readonly months: number;
  readonly madeUp: number;
  readonly carried: boolean;
};

/** What one of a couple contributes: base and balance in yuan, whole years of contribution, those elsewhere too. */
export type ContributorFact = {
  readonly state: string;
  readonly base: string;
  readonly years: number;
  readonly balance: string;
};

/** `contribution.household`: null for somebody without an open account here; the spouse's too where there is none. */
export type HouseholdContributionFact = {
  readonly self: ContributorFact | null;
  readonly spouse: ContributorFact | null;
};

interface Marriage {
  readonly spouse: { readonly personId: string } | null;
}

const MONTHS_OF_YEAR = 12;

/** What a loan asks of contributions here: how steady, and what the household's are. */
export function loanContinuityFacts(ledger: Ledger, clock: Clock): FactProvider[] {
  return [continuityFact(clock), householdFact(ledger, clock)];
}

function continuityFact(clock: Clock): FactProvider {
  const name = 'contribution.continuity';
  return {
    kind: 'internal',
    name,
    async provide(tx, { personId, today, lawDay }) {
      const account = await selectContributionOf(tx, personId);
      const at = clock.now();
      const none: ContinuityFact = { state: 'none', months: 0, madeUp: 0, carried: false };
      if (account === null)
        return internalFact({ name, source: 'contribution', receiptNo: personId, at }, none);
      const credited = await selectMonthsWithOrigin(tx, account.accountId);
      const carried = await selectCarriedOf(tx, personId);
      const parameters = parametersOn(lawDay);
      const late = {
        payments: parameters.integer('loan.backPaymentsAtMost'),
        months: parameters.integer('loan.backPaymentMonths'),
      };
      const value: ContinuityFact = {
        state: account.state,
        ...continuityOn(
          parseDay(today),
          credited,
          carried,
          late,
          await dueMonths(tx, account.accountId, lawDay),
        ),
      };
      return internalFact({ name, source: 'contribution', receiptNo: String(account.accountId), at }, value);
    },
  };
}

/** The spouse is looked up once civil affairs has said who that is. */
function householdFact(ledger: Ledger, clock: Clock): FactProvider {
  const name = 'contribution.household';
  return {
    kind: 'internal',
    name,
    async provide(tx, { personId }, known) {
      const marriage = known.get('household.marriage');
      if (!marriage) throw new Error('the fact household.marriage is asked for before it is used');
      if (marriage.state === 'unknown') {
        const { source, askedAt } = marriage;
        return { name, state: 'unknown', reason: 'depends-on-unknown', source, askedAt };
      }
      const { spouse } = marriage.value as unknown as Marriage;
      const value: HouseholdContributionFact = {
        self: await contributor(tx, ledger, personId),
        spouse: spouse && (await contributor(tx, ledger, spouse.personId)),
      };
      return internalFact({ name, source: 'contribution', receiptNo: personId, at: clock.now() }, value);
    },
  };
}

async function contributor(tx: Tx, ledger: Ledger, personId: string): Promise<ContributorFact | null> {
  const account = await selectContributionOf(tx, personId);
  if (account === null) return null;
  const months = await selectMonthsWithOrigin(tx, account.accountId);
  const carried = (await selectCarriedOf(tx, personId)).reduce((sum, one) => sum + monthsElsewhere(one), 0);
  const balance = await ledger.balanceOf(tx, account.accountId, { lock: false });
  return {
    state: account.state,
    base: yuan(account.baseFen),
    years: Math.floor((months.length + carried) / MONTHS_OF_YEAR),
    balance: yuan(fen(balance?.postedFen ?? 0n)),
  };
}

/** From the opening of the account there to the last month paid, both included. */
function monthsElsewhere({ openedOn, paidTo }: CarriedMonths): number {
  return Math.max(0, monthsApart(monthOf(parseDay(openedOn)), paidTo) + 1);
}
