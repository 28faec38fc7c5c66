export { DEVELOPMENT_BANK_KEY, mountBank, type BankOptions, type MountedBank } from './mount-bank';
