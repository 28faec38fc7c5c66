import type { Fact } from '../../../kernel/fact';
import { fen, yuan } from '../../../kernel/money';
import type { Clock } from '../../../platform/clock';
import { type FactProvider, internalFact } from '../../casework';
import type { Ledger } from '../../ledger';
import { parametersOn } from '../../policy';
import type { AccountFact, IdentityFact, MarriageFact } from '../domain/fact-values';
import { rentCap, rentYear } from '../domain/rent-room';

const needed = ['household.marriage', 'person.identity', 'member.account'] as const;

/**
 * `household.rentTaken`: what member and spouse have taken or have on hold for rent in the year of the application. At carry-out
 * the household's pot is locked here, after the account, and stays so until the case is decided.
 */
export function rentTakenFact(ledger: Ledger, clock: Clock): FactProvider {
  const name = 'household.rentTaken';
  return {
    kind: 'internal',
    name,
    restsOn: ['member.account'],
    // The cap rests on the children.
    needs: { 'POL.people': ['minorChildren'] },
    async provide(tx, context, known) {
      const unknown = needed.map((fact) => known.get(fact)).find((fact) => fact?.state === 'unknown');
      if (unknown?.state === 'unknown') {
        return {
          name,
          state: 'unknown',
          reason: 'depends-on-unknown',
          source: unknown.source,
          askedAt: unknown.askedAt,
        };
      }
      const { minorChildren } = valueOf<IdentityFact>(known, 'person.identity');
      if (minorChildren === null) {
        // The cap rests on the children: without it no pot is made or locked.
        const askedAt = clock.now().toISOString();
        return { name, state: 'unknown', reason: 'depends-on-unknown', source: 'POL', askedAt };
      }
      const { spouse } = valueOf<MarriageFact>(known, 'household.marriage');
      const account = valueOf<AccountFact>(known, 'member.account');
      const district = 'district' in account ? account.district : '';
      const personIds = spouse ? [context.personId, spouse.personId] : [context.personId];
      const capFen = rentCap(parametersOn(context.lawDay), district, minorChildren);
      const pot = await ledger.potFor(
        tx,
        { kind: 'rent-household', period: rentYear(context), personIds, capFen },
        { lock: context.locked && account.state !== 'none' },
      );
      const receiptNo = pot.potId ?? context.personId;
      return internalFact(
        { name, source: 'ledger', receiptNo, at: clock.now() },
        { taken: yuan(fen(pot.takenFen)), potId: pot.potId },
      );
    },
  };
}

function valueOf<V>(known: ReadonlyMap<string, Fact>, name: string): V {
  const fact = known.get(name);
  if (fact?.state !== 'known') throw new Error(`the fact ${name} is asked for before it is used`);
  return fact.value as unknown as V;
}
