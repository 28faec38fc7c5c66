import { document } from '../document';

export const uses = document;
