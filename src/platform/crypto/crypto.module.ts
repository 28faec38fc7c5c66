import { Global, Module } from '@nestjs/common';
import { AppConfig } from '../config/app-config';
import { Sealer } from './sealer';

/** Gives every room the one `Sealer` of the process. */
@Global()
@Module({
  providers: [
    { provide: Sealer, inject: [AppConfig], useFactory: (config: AppConfig) => new Sealer(config) },
  ],
  exports: [Sealer],
})
export class CryptoModule {}
