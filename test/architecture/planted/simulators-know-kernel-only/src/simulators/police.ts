import { wire } from '../modules/registry';

export const uses = wire;
