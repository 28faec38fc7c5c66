import type { AccountPurpose } from './purposes';
import type { NewOwnTransfer } from './own-transfer';

/** Money of one account of the centre, in fen. */
export interface Position {
  readonly accountId: string;
  readonly bankCode: string;
  readonly purpose: AccountPurpose;
  /** By our books. */
  readonly bookFen: bigint;
  /** Of it promised to payments and transfers that are under way. */
  readonly reservedFen: bigint;
  /** On its way here from another account of ours. */
  readonly comingFen: bigint;
  /** Whether it is being emptied into another one, or was: it lends nothing, and borrows for its last payments only. */
  readonly isGivenUp?: boolean;
  /** Whether nothing is paid from it for now: it lends nothing. */
  readonly isHeld?: boolean;
}

export function freeFen({ bookFen, reservedFen }: Position): bigint {
  return bookFen - reservedFen;
}

/**
 * 资金实时调拨 (handbook 6.5): what is to be moved so that the account can pay all that is under way and keep its floor,
 * from the richest of the same kind, which keeps its own. As much of it as that one can spare; null when nothing is
 * short, or nobody can spare anything. An account that is given up keeps no floor: it is helped with what was left to pay.
 */
export function dispatchTo(
  accountId: string,
  positions: readonly Position[],
  floorFen: bigint,
): Pick<NewOwnTransfer, 'fromAccountId' | 'toAccountId' | 'amountFen'> | null {
  const short = positions.find((position) => position.accountId === accountId);
  if (short === undefined) return null;
  const keptFen = short.isGivenUp === true ? 0n : floorFen;
  const missing = keptFen - freeFen(short) - short.comingFen;
  const [richest] = positions
    .filter(
      ({ accountId: other, purpose, isGivenUp, isHeld }) =>
        other !== accountId && purpose === short.purpose && isGivenUp !== true && isHeld !== true,
    )
    .sort((a, b) => (freeFen(a) === freeFen(b) ? 0 : freeFen(a) < freeFen(b) ? 1 : -1));
  if (missing <= 0n || richest === undefined) return null;
  const spare = freeFen(richest) - floorFen;
  if (spare <= 0n) return null;
  const amountFen = missing < spare ? missing : spare;
  return { fromAccountId: richest.accountId, toAccountId: accountId, amountFen };
}

/**
 * V14b: an amount taken from the gains accounts, the richest first, each part to the collection account at the same bank
 * where there is one. Less than the amount when they do not hold it.
 */
export function cashInParts(
  amountFen: bigint,
  positions: readonly Position[],
): Pick<NewOwnTransfer, 'fromAccountId' | 'toAccountId' | 'amountFen'>[] {
  const collection = positions.filter(({ purpose }) => purpose === 'collection');
  const gains = positions
    .filter((one) => one.purpose === 'gains' && one.isHeld !== true && freeFen(one) > 0n)
    .sort((a, b) => (freeFen(a) === freeFen(b) ? 0 : freeFen(a) < freeFen(b) ? 1 : -1));
  let missing = amountFen;
  return gains.flatMap((from) => {
    const to = collection.find(({ bankCode }) => bankCode === from.bankCode) ?? collection[0];
    const part = missing < freeFen(from) ? missing : freeFen(from);
    if (to === undefined || part <= 0n) return [];
    missing -= part;
    return [{ fromAccountId: from.accountId, toAccountId: to.accountId, amountFen: part }];
  });
}
