import type { Line } from './journal';

/** What stands on a leaf of income (401) or expenditure (411), in fen; a credit balance above zero. */
export interface OpenResult {
  readonly accountId: bigint;
  readonly subject: string;
  readonly creditFen: bigint;
}

export interface MonthResult {
  readonly incomeFen: bigint;
  readonly expenditureFen: bigint;
}

/** Income and expenditure that stand open. */
export function resultOf(open: readonly OpenResult[]): MonthResult {
  const sum = (subject: string): bigint =>
    open.reduce((fen, one) => (one.subject === subject ? fen + one.creditFen : fen), 0n);
  return { incomeFen: sum('401'), expenditureFen: -sum('411') };
}

/** V20: D401x / C311 and D311 / C411x, leaf by leaf; what stands on the other side is turned the other way round. */
export function closingLines(open: readonly OpenResult[], gainsLeaf: bigint): Line[] {
  const { incomeFen, expenditureFen } = resultOf(open);
  return [
    ...open.flatMap(({ accountId, creditFen }) => line(accountId, -creditFen)),
    ...line(gainsLeaf, incomeFen),
    ...line(gainsLeaf, -expenditureFen),
  ];
}

/** D311 / C32104 of V21, the other way round for a loss: empties leaves into one, debits first. */
export function emptyInto(open: readonly OpenResult[], leaf: bigint): Line[] {
  const sum = open.reduce((fen, { creditFen }) => fen + creditFen, 0n);
  const emptied = open.flatMap(({ accountId, creditFen }) => line(accountId, -creditFen));
  return sum < 0n ? [...line(leaf, sum), ...emptied] : [...emptied, ...line(leaf, sum)];
}

/** A line that moves a leaf by so much on its credit side; none for nothing. */
function line(accountId: bigint, creditFen: bigint): Line[] {
  if (creditFen === 0n) return [];
  return creditFen > 0n
    ? [{ accountId, side: 'C', amountFen: creditFen }]
    : [{ accountId, side: 'D', amountFen: -creditFen }];
}
