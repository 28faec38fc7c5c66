import { loan } from '../loan';

export const uses = loan;
