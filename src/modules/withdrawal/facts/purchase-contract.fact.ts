import type { Fact } from '../../../kernel/fact';
import { yuan } from '../../../kernel/money';
import type { Clock } from '../../../platform/clock';
import type { Sealer } from '../../../platform/crypto';
import { askOf, type CaseContext, type FactProvider } from '../../casework';
import type { FiledContract, HousingBureau, Told } from '../../registry';
import { chooseContract } from '../domain/choose-contract';
import type { MarriageFact, PurchaseContractFact } from '../domain/fact-values';
import { applicant, consent, identityIn } from '../../loan';
import { purchaseContractAtDesk } from './purchase-contract.desk';

/** What a purchase is decided by. */
const needed = ['contractNo', 'unitKey', 'price', 'filedOn', 'status', 'loanAmount'] as const;

interface Rooms {
  readonly housingBureau: HousingBureau;
  readonly sealer: Sealer;
  readonly clock: Clock;
}

/**
 * `purchase.contract`: what the housing bureau filed for the member and for the spouse, each asked about on their own.
 * While the spouse is unknown nothing is asked: a contract of the spouse could mend whatever one's own lacks.
 */
export function purchaseContractFact(rooms: Rooms): FactProvider {
  const name = 'purchase.contract';
  const source = 'HSG';
  return {
    kind: 'external',
    name,
    needs: { 'HSG.filed-contracts': needed },
    desk: purchaseContractAtDesk,
    async provide(context, fact, exchanges) {
      const marriage = (await fact('household.marriage')) as Fact<MarriageFact>;
      const askedAt = rooms.clock.now().toISOString();
      if (marriage.state === 'unknown')
        return { name, state: 'unknown', reason: 'depends-on-unknown', source: marriage.source, askedAt };
      const { spouse } = marriage.value;
      const people = [applicant(context), ...(spouse ? [identityIn(rooms, spouse.sealed)] : [])];
      const ask = askOf(context, consent);
      const answers = await Promise.all(
        people.map((person) => rooms.housingBureau.filedContracts(ask, person, needed)),
      );
      answers.forEach(({ exchange }) => exchange && exchanges.add(exchange));
      const known = answers.flatMap((answer) => (answer.state === 'known' ? [answer] : []));
      const unknown = answers.find((answer) => answer.state === 'unknown');
      if (unknown?.state === 'unknown')
        return { name, state: 'unknown', reason: unknown.reason, source, askedAt };
      return {
        name,
        state: 'known',
        value: valueOf(
          known.flatMap(({ value }) => value),
          context,
        ),
        source,
        receiptNo: known.map(({ receiptNo }) => receiptNo).join('、'),
        asOf: earliest(known.map(({ asOf }) => asOf)),
        // No longer than the word on who the spouse is.
        validUntil:
          marriage.validUntil === null
            ? null
            : earliest([...known.map(({ validUntil }) => validUntil), marriage.validUntil]),
      };
    },
  };
}

/** A contract of both spouses comes twice. */
function valueOf(
  filed: readonly Told<FiledContract, (typeof needed)[number]>[],
  { input }: CaseContext,
): PurchaseContractFact {
  const byNumber = new Map(filed.map((contract) => [contract.contractNo, contract]));
  const { contractNo: named } = input as { contractNo?: string };
  const chosen = chooseContract([...byNumber.values()], named);
  if (chosen === null) return { contract: null, filed: byNumber.size };
  const { contractNo, unitKey, price, filedOn, status, loanAmount } = chosen;
  return {
    contract: {
      contractNo,
      unitKey,
      price: yuan(price),
      filedOn,
      cancelled: status === 'cancelled',
      loan: loanAmount === null ? null : yuan(loanAmount),
    },
    filed: byNumber.size,
  };
}

function earliest(instants: readonly string[]): string {
  return [...instants].sort()[0] ?? '';
}
