import { casework } from '../casework';

export const uses = casework;
