import { police } from '../../simulators/police';

export const uses = police;
