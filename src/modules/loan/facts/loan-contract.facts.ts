import type { Fact } from '../../../kernel/fact';
import { yuan } from '../../../kernel/money';
import { askOf, type CaseContext, type ExchangeSink, type FactProvider } from '../../casework';
import type { Answer, FiledContract, PersonAsked, SaleContract } from '../../registry';
import { chooseHome } from '../domain/application/choose-home';
import type { HomeFact, HomeValue, LoanPurpose } from '../domain/application/fact-values';
import type { MarriageFact } from '../domain/household';
import { asLongAs, dependsOn, factFromAll } from './composed';
import { applicant, consent, identityIn } from './household.facts';
import { type LoanRooms, sealed } from './rooms';

/** What a loan for a new home is decided by, and where its money goes. */
const ofPurchase = [
  'contractNo',
  'projectNo',
  'unitKey',
  'address',
  'areaSquareMetres',
  'price',
  'filedOn',
  'status',
  'buyers',
  'paid',
  'housing',
] as const;
const ofSale = [
  'contractNo',
  'unitKey',
  'address',
  'areaSquareMetres',
  'price',
  'signedOn',
  'status',
  'buyers',
  'sellers',
  'downPayment',
  'custodyAccount',
  'buildYear',
] as const;

type Filed = Pick<FiledContract, (typeof ofPurchase)[number]>;
type Sale = Pick<SaleContract, (typeof ofSale)[number]>;

/** What of a home is kept sealed for the loan that may come of it. */
export interface SealedHome {
  readonly address: string;
  readonly area: string;
  /** All who buy; missing from contracts that were read before they were asked for. */
  readonly buyers?: readonly PersonAsked[];
  readonly sellers?: readonly PersonAsked[];
  /** Where the price is kept, of a second-hand home. */
  readonly custody?: { readonly bankCode: string; readonly accountNo: string; readonly name: string };
  /** Id number of the buyer under whom the contract was found. */
  readonly buyer?: PersonAsked;
}

/** `loan.purchase`, `loan.sale`: contracts in which applicant or spouse buys, each asked about on their own. */
export function loanContractFacts(rooms: LoanRooms): FactProvider[] {
  return [purchaseFact(rooms), saleFact(rooms)];
}

function purchaseFact(rooms: LoanRooms): FactProvider {
  const name = 'loan.purchase';
  return {
    kind: 'external',
    name,
    needs: { 'HSG.filed-contracts': ofPurchase },
    provide(context, fact, exchanges) {
      const ask = askOf(context, consent);
      return ofBuyers<Filed>(rooms, { name, context, purpose: 'new-home' }, fact, exchanges, {
        ask: (person) => rooms.housingBureau.filedContracts(ask, person, ofPurchase),
        home: (contract) => filedHome(rooms, contract),
      });
    },
  };
}

function saleFact(rooms: LoanRooms): FactProvider {
  const name = 'loan.sale';
  return {
    kind: 'external',
    name,
    needs: { 'HSG.sale-contracts': ofSale },
    provide(context, fact, exchanges) {
      const ask = askOf(context, consent);
      return ofBuyers<Sale>(rooms, { name, context, purpose: 'second-hand' }, fact, exchanges, {
        ask: (person) => rooms.housingBureau.saleContracts(ask, person, ofSale),
        home: (contract, buyer) => soldHome(rooms, contract, buyer),
      });
    },
  };
}

/** A contract of both spouses comes twice and counts once. While the spouse is unknown nothing is asked. */
async function ofBuyers<C extends { readonly contractNo: string }>(
  rooms: LoanRooms,
  of: { name: string; context: CaseContext; purpose: LoanPurpose },
  fact: (name: string) => Promise<Fact>,
  exchanges: ExchangeSink,
  bureau: {
    ask: (person: PersonAsked) => Promise<Answer<readonly C[]>>;
    home: (contract: C, buyer: PersonAsked) => HomeValue;
  },
): Promise<Fact> {
  const { name, context, purpose } = of;
  const at = rooms.clock.now();
  const marriage = (await fact('household.marriage')) as Fact<MarriageFact>;
  if (marriage.state === 'unknown') return dependsOn(name, marriage, at);
  const { spouse } = marriage.value;
  const buyers = [applicant(context), ...(spouse ? [identityIn(rooms, spouse.sealed)] : [])];
  const answers = await Promise.all(buyers.map((person) => bureau.ask(person)));
  const found = factFromAll({ name, source: 'HSG', at }, answers, exchanges, (lists): HomeFact => {
    const homes = new Map<string, HomeValue & { contractNo: string; since: string }>();
    lists.forEach((list, index) => {
      for (const contract of list) {
        const home = bureau.home(contract, buyers[index] ?? applicant(context));
        if (!homes.has(contract.contractNo))
          homes.set(contract.contractNo, {
            ...home,
            contractNo: contract.contractNo,
            since: home.since ?? '',
          });
      }
    });
    const { contractNo } = context.input as { contractNo?: string };
    return { purpose, home: chooseHome([...homes.values()], contractNo), filed: homes.size };
  });
  return asLongAs(found, marriage);
}

function filedHome(rooms: Pick<LoanRooms, 'sealer'>, filed: Filed): HomeValue {
  const { contractNo, projectNo, unitKey, price, paid, filedOn, status, housing } = filed;
  const kept: SealedHome = {
    address: filed.address,
    area: filed.areaSquareMetres,
    buyers: filed.buyers.map(named),
  };
  return {
    contractNo,
    unitKey,
    projectNo,
    price: yuan(price),
    paid: yuan(paid),
    since: filedOn,
    cancelled: status === 'cancelled',
    affordable: housing === 'affordable',
    buildYear: null,
    owed: null,
    inCustody: null,
    sealed: sealed(rooms.sealer, kept),
  };
}

function soldHome(rooms: Pick<LoanRooms, 'sealer'>, sale: Sale, buyer: PersonAsked): HomeValue {
  const { contractNo, unitKey, price, signedOn, status, downPayment, custodyAccount, buildYear } = sale;
  const kept: SealedHome = {
    address: sale.address,
    area: sale.areaSquareMetres,
    buyers: sale.buyers.map(named),
    sellers: sale.sellers,
    buyer: named(buyer),
    ...(custodyAccount === null ? {} : { custody: custodyAccount }),
  };
  return {
    contractNo,
    unitKey,
    projectNo: null,
    price: yuan(price),
    paid: yuan(downPayment),
    since: signedOn,
    cancelled: status === 'cancelled',
    affordable: false,
    buildYear,
    owed: null,
    inCustody: custodyAccount !== null,
    sealed: sealed(rooms.sealer, kept),
  };
}

function named({ name, idNo }: PersonAsked): PersonAsked {
  return { name, idNo };
}
