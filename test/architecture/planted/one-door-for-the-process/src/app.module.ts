import { post } from './modules/ledger/store/post';

export const uses = post;
