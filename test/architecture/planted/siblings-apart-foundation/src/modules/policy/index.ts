import { ledger } from '../ledger';

export const uses = ledger;
