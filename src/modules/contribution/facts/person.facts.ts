import type { Clock } from '../../../platform/clock';
import { askOf, factFrom, type FactProvider, internalFact } from '../../casework';
import type { Parties } from '../../party';
import { bansFor } from '../../policy';
import type { Police, PoliceRecord } from '../../registry';
import { identityAtDesk } from './identity.desk';

/** Consent under which the police are asked about an applicant: given with the application. */
const CONSENT = '申请人授权 (consent given with the application)';

/** `person.identity`: the police on the applicant. What they do not tell of somebody unknown to them, and
 * children where the item is not granted them, is null. */
export function personIdentityFact(police: Police, clock: Clock): FactProvider {
  const name = 'person.identity';
  return {
    kind: 'external',
    name,
    needs: { 'POL.people': ['alive'] },
    desk: identityAtDesk,
    async provide(context, _fact, exchanges) {
      const identity = context.applicant;
      const at = clock.now();
      // Somebody who signed in without a real name gave no consent that could be shown.
      if (!identity)
        return { name, state: 'unknown', reason: 'denied', source: 'POL', askedAt: at.toISOString() };
      const answer = await police.people(askOf(context, CONSENT), [identity], ['alive']);
      return factFrom({ name, source: 'POL', at }, answer, exchanges, ([record]) => identityOf(record));
    },
  };
}

/** `person.restrictions`: bans for fraud that hold today, of conduct for which the law bans. */
export function personRestrictionsFact(parties: Parties, clock: Clock): FactProvider {
  const name = 'person.restrictions';
  return {
    kind: 'internal',
    name,
    async provide(tx, { personId, today }) {
      const bans = await parties.restrictionsOf(tx, personId, today);
      const value = bans
        .filter(({ conductOn }) => bansFor(conductOn))
        .map(({ kind, until, conductOn }) => ({ kind, until, conductOn }));
      return internalFact({ name, source: 'party', receiptNo: personId, at: clock.now() }, value);
    },
  };
}

function identityOf(record: PoliceRecord<'alive'> | undefined): {
  match: boolean;
  alive: boolean | null;
  minorChildren: number | null;
} {
  if (!record?.match) return { match: false, alive: null, minorChildren: null };
  return { match: true, alive: record.alive, minorChildren: record.minorChildren ?? null };
}
