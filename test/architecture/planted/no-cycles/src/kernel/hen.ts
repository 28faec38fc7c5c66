import { egg } from './egg';

export const hen = (): number => egg();
