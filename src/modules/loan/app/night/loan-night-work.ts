import type { Day } from '../../../../kernel/calendar';
import type { Tx } from '../../../../platform/database/tx';

/** One run over many loans: a bounded number of them in one transaction, until nothing is left. */
export interface LoanNightWork {
  /** @returns how many loans were worked on; 0 ends the run. */
  batch(tx: Tx, run: { id: string; day: Day }): Promise<number>;
}
