import { withdrawal } from '../withdrawal';

export const uses = withdrawal;
