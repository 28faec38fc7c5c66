import { settlement } from '../settlement';

export const uses = settlement;
