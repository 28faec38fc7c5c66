import { addMonths, parseDay } from '../../../kernel/calendar';
import type { Fact } from '../../../kernel/fact';
import type { Clock } from '../../../platform/clock';
import type { Sealer } from '../../../platform/crypto';
import { askOf, DESK, type FactProvider, internalFact } from '../../casework';
import { applicant, asLongAs, consent, dependsOn, factFromAll, identityIn } from '../../loan';
import type { CivilAffairs } from '../../registry';
import type { MarriageChangesFact, MarriageFact, PurchasePaymentsFact } from '../domain/fact-values';
import { CHANGES_LOOKED_INTO, CHANGES_WITHIN_MONTHS } from '../domain/marriage-changes';
import { marriageChangesAtDesk, purchasePaymentsAtDesk } from './marriage-changes.desk';

interface Rooms {
  readonly civilAffairs: CivilAffairs;
  readonly sealer: Sealer;
  readonly clock: Clock;
}

/** Whether a purchase rests on marriages that come and go, and what tells a real one (建金〔2018〕46号). */
export function marriageChangesFacts(rooms: Rooms): FactProvider[] {
  return [changesFact(rooms), paymentsFact(rooms.clock)];
}

/**
 * `household.marriageChanges`: how often the member or the spouse, whoever more often, registered a marriage or a divorce
 * of late. Both are asked about: of one home sold by marriages the buyer is each time another one's spouse.
 */
function changesFact({ civilAffairs, sealer, clock }: Rooms): FactProvider {
  const name = 'household.marriageChanges';
  const source = 'CIV';
  return {
    kind: 'external',
    name,
    needs: { 'CIV.registrations': ['times'] },
    desk: marriageChangesAtDesk,
    async provide(context, fact, exchanges) {
      const at = clock.now();
      const marriage = (await fact('household.marriage')) as Fact<MarriageFact>;
      if (marriage.state === 'unknown') return dependsOn(name, marriage, at);
      const { spouse } = marriage.value;
      const people = [applicant(context), ...(spouse ? [identityIn({ sealer }, spouse.sealed)] : [])];
      const since = addMonths(parseDay(context.lawDay), -CHANGES_WITHIN_MONTHS);
      const ask = askOf(context, consent);
      const answers = await Promise.all(
        people.map((person) => civilAffairs.registrations(ask, { ...person, since }, ['times'])),
      );
      const found = factFromAll(
        { name, source, at },
        answers,
        exchanges,
        (told): { times: number | null }[] =>
          told.map((one) => ({ times: one.file === 'local' ? one.times : null })),
      );
      if (found.state === 'unknown') return found;
      const most = mostOf(found.value.map(({ times }) => times));
      // Kept elsewhere or on paper: only a visit can supply it, unless the other one's alone is enough.
      if (most === null)
        return { name, state: 'unknown', reason: 'denied', source, askedAt: at.toISOString() };
      return asLongAs({ ...found, value: { most } satisfies MarriageChangesFact }, marriage);
    },
  };
}

/** Null while somebody's is not told and nobody's told is enough to be looked into. */
function mostOf(times: readonly (number | null)[]): number | null {
  const most = Math.max(0, ...times.map((one) => one ?? 0));
  return times.includes(null) && most < CHANGES_LOOKED_INTO ? null : most;
}

/** `purchase.payments`: who paid for the home. No registry tells it; it is wanted of those alone whose marriages change. */
function paymentsFact(clock: Clock): FactProvider {
  const name = 'purchase.payments';
  return {
    kind: 'external',
    name,
    needs: {},
    desk: purchasePaymentsAtDesk,
    async provide({ personId }, fact) {
      const at = clock.now();
      const changes = (await fact('household.marriageChanges')) as Fact<MarriageChangesFact>;
      if (changes.state === 'unknown') return dependsOn(name, changes, at);
      if (changes.value.most >= CHANGES_LOOKED_INTO)
        return { name, state: 'unknown', reason: 'denied', source: DESK, askedAt: at.toISOString() };
      const notWanted: PurchasePaymentsFact = { byHousehold: null };
      return internalFact({ name, source: 'withdrawal', receiptNo: personId, at }, notWanted);
    },
  };
}
