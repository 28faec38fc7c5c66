export { CryptoModule } from './crypto.module';
export { SealBroken, Sealer, type SealerKeys } from './sealer';
