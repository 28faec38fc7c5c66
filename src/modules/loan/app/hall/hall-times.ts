import type { HallBranchName } from '../../domain/hall/hall-branch';

const MINUTE_MS = 60_000;

/** How long after an answer a department is asked again; the hall's desk tells of changes sooner. */
const AGAIN_MS: Readonly<Partial<Record<HallBranchName, number>>> = {
  contract: 15 * MINUTE_MS,
  tax: MINUTE_MS,
  custody: MINUTE_MS,
  clearance: 5 * MINUTE_MS,
  payout: MINUTE_MS,
};

/** When a department is asked for the first time; null: when its turn comes. The contract was looked at a moment ago. */
export function firstAskMs(branch: HallBranchName): number | null {
  if (branch === 'tax' || branch === 'custody') return 0;
  return branch === 'contract' ? againMs(branch) : null;
}

export function againMs(branch: HallBranchName): number {
  return AGAIN_MS[branch] ?? MINUTE_MS;
}

/** Branches whose state, when they come to it, is asked about at once. */
const ASKED_AT_ONCE: readonly string[] = [
  'contract.confirming',
  'tax.withdrawing',
  'custody.returning',
  'clearance.asking',
  'payout.ordered',
];
/** States in which nothing is to be heard any more, beside those that are over. */
const HEARD: readonly string[] = [
  'tax.paid',
  'custody.funded',
  'contract.cancelled',
  'contract.proposed',
  'contract.upheld',
];

/** Milliseconds until a branch that has come to a state is asked about; null: nobody is. */
export function askInMs(branch: HallBranchName, state: string, over: boolean): number | null {
  const at = `${branch}.${state}`;
  if (over || HEARD.includes(at) || AGAIN_MS[branch] === undefined) return null;
  return ASKED_AT_ONCE.includes(at) ? 0 : againMs(branch);
}
