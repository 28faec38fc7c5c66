import type { Day } from '../../../../kernel/calendar';
import type { Tx } from '../../../../platform/database/tx';
import type { WorkOptions } from '../../../../platform/database/work-options';

/**
 * Of a work that moves thousands of rows by few statements. A batch and the progress of its run are one transaction, and
 * nothing leaves us with it: what a crash of the database loses are whole batches that the run does again.
 */
export const SET_BASED: WorkOptions = { forMany: true, isRedone: true };

/** How far a run has come that goes over loans in an order; kept with the run, so whoever takes it up goes on there. */
export interface Place {
  reached: string | null;
}

export interface NightRun {
  readonly id: string;
  readonly day: Day;
  /** Without one, a batch begins at the beginning. */
  readonly place?: Place;
}

/** One run over many loans: a bounded number of them in one transaction, until nothing is left. */
export interface LoanNightWork {
  /** From which hour of the day on, in Asia/Shanghai; the first one where nothing is said. */
  readonly fromHour?: number;
  /** How the transaction of a batch is run. */
  readonly transaction?: WorkOptions;
  /** @returns how many loans were worked on; 0 ends the run. */
  batch(tx: Tx, run: NightRun): Promise<number>;
}
