import type { Clock } from '../../../platform/clock/clock';
import { type FactProvider, internalFact } from '../../casework';
import { selectLoanStanding } from '../store/loan-party-store';

interface Marriage {
  readonly spouse: { readonly personId: string } | null;
}

/** `loan.standing`: loans of the member and, once civil affairs has answered, of the spouse. */
export function loanStandingFact(clock: Clock): FactProvider {
  const name = 'loan.standing';
  return {
    kind: 'internal',
    name,
    async provide(tx, context, known) {
      const marriage = known.get('household.marriage');
      // Not asked is not single: an item that asks for loans asks for the marriage first.
      if (!marriage) throw new Error('the fact household.marriage is asked for before it is used');
      if (marriage.state === 'unknown') {
        const { source, askedAt } = marriage;
        return { name, state: 'unknown', reason: 'depends-on-unknown', source, askedAt };
      }
      const spouse = (marriage.value as unknown as Marriage).spouse;
      const people = spouse ? [context.personId, spouse.personId] : [context.personId];
      const standing = await selectLoanStanding(tx, people);
      return internalFact(
        { name, source: 'loan', receiptNo: context.personId, at: clock.now() },
        { ...standing },
      );
    },
  };
}
