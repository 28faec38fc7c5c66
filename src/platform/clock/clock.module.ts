import { Global, Module } from '@nestjs/common';
import { AppConfig } from '../config/app-config';
import { Clock } from './clock';
import { SystemClock } from './system-clock';

@Global()
@Module({
  providers: [
    {
      provide: Clock,
      inject: [AppConfig],
      useFactory: (config: AppConfig) => new SystemClock(config.businessDate),
    },
  ],
  exports: [Clock],
})
export class ClockModule {}
