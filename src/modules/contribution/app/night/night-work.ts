import type { Day } from '../../../../kernel/calendar';
import type { Tx } from '../../../../platform/database/tx';

/** One run over many accounts: a bounded number of them in one transaction, until nothing is left. */
export interface NightWork {
  /** @returns how many accounts were worked on; 0 ends the run. */
  batch(tx: Tx, run: { id: string; day: Day }): Promise<number>;
}
