/** What the choice between filed contracts looks at. */
export interface ContractToChoose {
  readonly contractNo: string;
  readonly filedOn: string;
  readonly status: 'valid' | 'cancelled';
}

/**
 * The contract a purchase rests on: the one named, else the valid one filed last, else the cancelled one filed last,
 * so that a refusal can say what became of it. Null when there is none, or none of that number.
 */
export function chooseContract<C extends ContractToChoose>(
  filed: readonly C[],
  named: string | undefined,
): C | null {
  if (named !== undefined) return filed.find(({ contractNo }) => contractNo === named) ?? null;
  return [...filed].sort(preferred)[0] ?? null;
}

function preferred(a: ContractToChoose, b: ContractToChoose): number {
  if (a.status !== b.status) return a.status === 'valid' ? -1 : 1;
  if (a.filedOn !== b.filedOn) return a.filedOn > b.filedOn ? -1 : 1;
  return a.contractNo > b.contractNo ? -1 : 1;
}
