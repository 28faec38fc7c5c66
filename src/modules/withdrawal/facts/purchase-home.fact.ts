import type { Fact, KnownFact } from '../../../kernel/fact';
import { fen, yuan } from '../../../kernel/money';
import type { Clock } from '../../../platform/clock';
import type { Tx } from '../../../platform/database/tx';
import { type FactProvider, internalFact } from '../../casework';
import type { KeyedPot, Ledger } from '../../ledger';
import type {
  FiledContractFact,
  LoanHomesFact,
  MarriageFact,
  PurchaseContractFact,
  PurchaseHomeFact,
} from '../domain/fact-values';
import { homeCap } from '../domain/purchase-room';
import { selectSalesOf } from '../store/purchase-store';
import { hasChangedSince } from '../store/recovery/contract-event-store';
import { selectLiftedInPart } from '../store/recovery/recovery-store';

const needed = ['household.marriage', 'purchase.contract', 'loan.homes'] as const;

/**
 * `purchase.home`: what all buyers of the home and their spouses have drawn or have on hold for it. At carry-out the
 * home's pot is locked here, after the account, and stays so until the case is decided.
 */
export function purchaseHomeFact(ledger: Ledger, clock: Clock): FactProvider {
  const name = 'purchase.home';
  return {
    kind: 'internal',
    name,
    restsOn: ['loan.homes'],
    async provide(tx, context, known) {
      const unknown = needed.map((fact) => known.get(fact)).find((fact) => fact?.state === 'unknown');
      if (unknown?.state === 'unknown') {
        const { source, askedAt } = unknown;
        return { name, state: 'unknown', reason: 'depends-on-unknown', source, askedAt };
      }
      const { contract } = valueOf<PurchaseContractFact>(known, 'purchase.contract');
      if (contract === null) return internal(context.personId, nothing);
      const capFen = homeCap(contract, valueOf<LoanHomesFact>(known, 'loan.homes'));
      // The bureau has told of it since it answered: nothing is paid on the older word.
      const asOf = known.get('purchase.contract') as KnownFact;
      if (await hasChangedSince(tx, contract, asOf.asOf))
        return { name, state: 'unknown', reason: 'stale', source: 'HSG', askedAt: clock.now().toISOString() };
      // A loan on the home whose amount nobody tells: the cap is unknown, never the whole price.
      if (capFen === null) {
        const askedAt = clock.now().toISOString();
        return { name, state: 'unknown', reason: 'depends-on-unknown', source: 'loan', askedAt };
      }
      // On a cancelled contract nothing is drawn: its price must not become the home's.
      const lock = context.locked && context.accountId !== null && !contract.cancelled;
      const pot = await ledger.keyedPot(tx, { kind: 'home', key: contract.unitKey, capFen }, { lock });
      const { spouse } = valueOf<MarriageFact>(known, 'household.marriage');
      const household = [context.personId, ...(spouse ? [spouse.personId] : [])];
      return internal(pot.potId ?? context.personId, {
        potId: pot.potId,
        taken: yuan(fen(pot.takenFen)),
        ownDraw: await hasDrawn(tx, pot, context.personId),
        soldBefore: await soldBefore(tx, contract, pot, household),
      });
    },
  };

  function internal(receiptNo: string, value: PurchaseHomeFact): Fact<PurchaseHomeFact> {
    return internalFact({ name, source: 'ledger', receiptNo, at: clock.now() }, value);
  }
}

const nothing: PurchaseHomeFact = { potId: null, taken: '0.00', ownDraw: false, soldBefore: null };

/**
 * What was given back of a draw whose recovery was lifted is room that its member may draw again: the contract was valid
 * all the time. The pot bounds the sum.
 */
async function hasDrawn(tx: Tx, { draws }: KeyedPot, personId: string): Promise<boolean> {
  const own = draws.filter((draw) => draw.personId === personId).map(({ caseId }) => caseId);
  if (own.length === 0) return false;
  const again = await selectLiftedInPart(tx, own);
  return own.some((caseId) => !again.has(caseId));
}

/** A second filing of one's own purchase is no resale; what was given back founds nothing any more. */
async function soldBefore(
  tx: Tx,
  contract: FiledContractFact,
  pot: KeyedPot,
  household: readonly string[],
): Promise<string | null> {
  const others = pot.draws.filter(({ personId }) => !household.includes(personId));
  if (others.length === 0) return null;
  const sales = await selectSalesOf(
    tx,
    others.map(({ caseId }) => caseId),
  );
  const earlier = sales
    .filter(({ contractNo, filedOn }) => contractNo !== contract.contractNo && filedOn <= contract.filedOn)
    .map(({ filedOn }) => filedOn)
    .sort();
  return earlier.at(-1) ?? null;
}

function valueOf<V>(known: ReadonlyMap<string, Fact>, name: string): V {
  const fact = known.get(name);
  if (fact?.state !== 'known') throw new Error(`the fact ${name} is asked for before it is used`);
  return fact.value as unknown as V;
}
