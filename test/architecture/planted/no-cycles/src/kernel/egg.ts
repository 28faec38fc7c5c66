import { hen } from './hen';

export const egg = (): number => hen();
