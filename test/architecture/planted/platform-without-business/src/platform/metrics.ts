import { loans } from '../modules/loan';

export const uses = loans;
