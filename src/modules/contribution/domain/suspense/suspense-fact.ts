import type { ListState } from '../remittance/list-state';

/** `suspense.request`: what is to become of money in suspense, and what there is. Amounts in yuan. */
export type SuspenseFact =
  | {
      readonly action: 'allocate';
      /** State of the list or back payment; 'none' when it is not this employer's. */
      readonly state: ListState | 'none';
      readonly target: 'list' | 'back-payment';
      /** What it costs. */
      readonly amount: string;
      /** What of the unit's suspense is free. */
      readonly left: string;
    }
  | {
      readonly action: 'return';
      readonly amount: string;
      /** What of that lot is free; zero when there is no such lot. */
      readonly left: string;
      /** The receipt whose payer it goes back to. */
      readonly payer: string | null;
    };
