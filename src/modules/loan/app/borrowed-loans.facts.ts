import { yuan } from '../../../kernel/money';
import type { Clock } from '../../../platform/clock/clock';
import { type FactProvider, internalFact } from '../../casework';
import { selectLoansOf } from '../store/loan-party-store';

interface Marriage {
  readonly spouse: { readonly personId: string } | null;
}

/** `loan.homes`: loans that member and spouse borrow, each with the home it finances and what was granted. */
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
      const loans = await selectLoansOf(tx, [context.personId, ...(spouse ? [spouse.personId] : [])]);
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
