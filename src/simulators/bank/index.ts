export { DEVELOPMENT_BANK_KEYS, mountBank, type BankOptions, type MountedBank } from './mount-bank';
export { mountBooks } from './mount-books';
