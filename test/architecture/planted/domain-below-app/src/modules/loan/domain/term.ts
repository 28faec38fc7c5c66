import { row } from '../store/row';

export const uses = row;
