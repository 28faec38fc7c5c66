import { notice } from '../notice';

export const uses = notice;
