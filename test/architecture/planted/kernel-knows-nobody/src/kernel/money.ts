import { clock } from '../platform/clock';

export const uses = clock;
