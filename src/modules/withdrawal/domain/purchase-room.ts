import { type Fen, fen, maxFen, minFen, minus, parseYuan, plus, yuan } from '../../../kernel/money';
import { type AmountReader, type DecidedAmount, type FactReader, UnknownFactSignal } from '../../policy';
import { askedAmount, available } from './available';
import type { FiledContractFact, LoanHomesFact, PurchaseContractFact, PurchaseHomeFact } from './fact-values';

const zero = fen(0n);

/**
 * Loans on the home: the greater of what the filing notes and what our own books granted for it, for the filing may
 * be older than the loan, and one loan must not count twice. Null while our books do not tell what one of them is.
 */
export function loansOnHome(contract: FiledContractFact, loans: LoanHomesFact): Fen | null {
  const noted = contract.loan === null ? zero : parseYuan(contract.loan);
  let own = zero;
  for (const { unitKey, granted } of loans) {
    if (unitKey !== contract.unitKey) continue;
    if (granted === null) return null;
    own = plus(own, parseYuan(granted));
  }
  return maxFen(noted, own);
}

/** What may be drawn for the home in all: price less loans, zero at the least (handbook 4.2). Null while a loan is not told. */
export function homeCap(contract: FiledContractFact, loans: LoanHomesFact): Fen | null {
  const lent = loansOnHome(contract, loans);
  return lent === null ? null : capOf(contract, lent);
}

function capOf({ price }: FiledContractFact, lent: Fen): Fen {
  return maxFen(zero, minus(parseYuan(price), lent));
}

export interface PurchaseRoom {
  readonly price: Fen;
  readonly loans: Fen;
  readonly cap: Fen;
  readonly taken: Fen;
  readonly room: Fen;
}

/** What is left for the home; null without a contract. Unknown while a fact it needs, or a loan's amount, is unknown. */
export function purchaseRoom(reader: FactReader): PurchaseRoom | null {
  const { contract } = reader.fact<PurchaseContractFact>('purchase.contract');
  if (contract === null) return null;
  const loans = loansOnHome(contract, reader.fact<LoanHomesFact>('loan.homes'));
  if (loans === null) throw new UnknownFactSignal(['loan.homes']);
  const cap = capOf(contract, loans);
  const taken = parseYuan(reader.fact<PurchaseHomeFact>('purchase.home').taken);
  return {
    price: parseYuan(contract.price),
    loans,
    cap,
    taken,
    room: maxFen(zero, minus(cap, taken)),
  };
}

/** The lesser of the home's room and what is available, or what was asked when that is within it. */
export function purchaseAmount(reader: AmountReader): DecidedAmount {
  const room = purchaseRoom(reader);
  const free = available(reader);
  const most = room === null ? zero : minFen(room.room, free);
  const asked = askedAmount(reader.input);
  const granted = asked !== null && asked <= most ? asked : most;
  const ofHome =
    room === null
      ? []
      : [
          { label: { zh: '合同价款', en: 'price of the contract' }, value: yuan(room.price) },
          { label: { zh: '该房贷款', en: 'loans on the home' }, value: yuan(room.loans) },
          { label: { zh: '该房可提取总额', en: 'to be drawn for the home in all' }, value: yuan(room.cap) },
          { label: { zh: '该房已提取', en: 'drawn for the home so far' }, value: yuan(room.taken) },
          { label: { zh: '该房剩余额度', en: 'room left for the home' }, value: yuan(room.room) },
        ];
  return {
    granted: yuan(granted),
    trace: [
      ...ofHome,
      { label: { zh: '账户可用金额', en: 'available on the account' }, value: yuan(free) },
      ...(asked === null ? [] : [{ label: { zh: '申请金额', en: 'asked for' }, value: yuan(asked) }]),
    ],
  };
}
