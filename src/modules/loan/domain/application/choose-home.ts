/** What the choice between contracts looks at. */
export interface ContractToChoose {
  readonly contractNo: string;
  readonly since: string;
  readonly cancelled: boolean;
}

/**
 * The contract that a loan is for: the one named, else the valid one of the latest day, else the cancelled one of the
 * latest day, so that a refusal can say what became of it. Null when there is none, or none of that number.
 */
export function chooseHome<C extends ContractToChoose>(
  contracts: readonly C[],
  named: string | undefined,
): C | null {
  if (named !== undefined) return contracts.find(({ contractNo }) => contractNo === named) ?? null;
  return [...contracts].sort(preferred)[0] ?? null;
}

function preferred(a: ContractToChoose, b: ContractToChoose): number {
  if (a.cancelled !== b.cancelled) return a.cancelled ? 1 : -1;
  if (a.since !== b.since) return a.since > b.since ? -1 : 1;
  return a.contractNo > b.contractNo ? -1 : 1;
}
