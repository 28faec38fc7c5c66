import { post } from '../ledger/store/post';

export const uses = post;
