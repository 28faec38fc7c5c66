export { Proof, type ProvedInvariant } from './app/proof';
export { OversightModule } from './oversight.module';
