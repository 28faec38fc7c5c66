/** What of an account of the centre decides whether a payment leaves from it. */
interface Payable {
  readonly id: string;
  readonly bankCode: string;
}

/**
 * The account a payment leaves from: one at the payee's own bank, where the money arrives within the bank, before any
 * other; and before both one that its bank did not just call short of funds. The oldest of equals.
 * @param accounts of the purpose, the oldest first.
 * @returns null when there is none.
 */
export function chooseAccount<A extends Payable>(
  accounts: readonly A[],
  payeeBank: string,
  isShort: (accountId: string) => boolean,
): A | null {
  const atPayees = accounts.filter(({ bankCode }) => bankCode === payeeBank);
  const inOrder = [...atPayees, ...accounts];
  return inOrder.find(({ id }) => !isShort(id)) ?? inOrder[0] ?? null;
}
