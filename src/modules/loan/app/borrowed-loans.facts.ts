import { yuan } from '../../../kernel/money';
import type { Clock } from '../../../platform/clock/clock';
import { type FactProvider, internalFact } from '../../casework';
import { selectLoansOf } from '../store/loan-party-store';

interface Marriage {
  readonly spouse: { readonly personId: string } | null;
}

interface Purchase {
  readonly contract: { readonly unitKey: string } | null;
}

/**
 * `loan.homes`: loans that member and spouse borrow, and those of other buyers for the home of the contract, each with
 * the home it finances and what was granted.
 */
export function loanHomesFact(clock: Clock): FactProvider {
  const name = 'loan.homes';
  return {
    kind: 'internal',
    name,
    async provide(tx, context, known) {
      const marriage = known.get('household.marriage');
      if (!marriage) throw new Error('the fact household.marriage is asked for before it is used');
      if (marriage.state === 'unknown') {
        const { source, askedAt } = marriage;
        return { name, state: 'unknown', reason: 'depends-on-unknown', source, askedAt };
      }
      const { spouse } = marriage.value as unknown as Marriage;
      const purchase = known.get('purchase.contract');
      // While the contract is unknown its home is nobody's to ask about: what rests on it reads the contract as well.
      const { contract } =
        purchase?.state === 'known' ? (purchase.value as unknown as Purchase) : { contract: null };
      const household = [context.personId, ...(spouse ? [spouse.personId] : [])];
      const loans = await selectLoansOf(tx, household, contract?.unitKey ?? null);
      return internalFact(
        { name, source: 'loan', receiptNo: context.personId, at: clock.now() },
        loans.map(({ unitKey, grantedFen, settled }) => ({
          unitKey,
          granted: grantedFen === null ? null : yuan(grantedFen),
          settled,
        })),
      );
    },
  };
}

/** `loan.own`: whether the member, apart from the spouse, borrows in a loan that is not settled. */
export function loanOwnFact(clock: Clock): FactProvider {
  const name = 'loan.own';
  return {
    kind: 'internal',
    name,
    async provide(tx, { personId }) {
      const loans = await selectLoansOf(tx, [personId]);
      const unsettled = loans.some(({ settled }) => !settled);
      return internalFact({ name, source: 'loan', receiptNo: personId, at: clock.now() }, { unsettled });
    },
  };
}
