import { contribution } from '../contribution';

export const uses = contribution;
