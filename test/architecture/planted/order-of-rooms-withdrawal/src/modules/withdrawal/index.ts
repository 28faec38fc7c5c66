import { oversight } from '../oversight';

export const uses = oversight;
