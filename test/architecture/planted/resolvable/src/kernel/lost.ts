import { nowhere } from './nowhere';

export const uses = nowhere;
