import { seed } from '../../scripts/seed';

export const uses = seed;
