import { type DynamicModule, Global, Module } from '@nestjs/common';
import { AppConfig } from '../config/app-config';
import { Clock } from './clock';
import { SystemClock } from './system-clock';

@Global()
@Module({
  providers: [
    {
      provide: Clock,
      inject: [AppConfig],
      useFactory: (config: AppConfig) => new SystemClock(config.businessDate, config.businessMinute),
    },
  ],
  exports: [Clock],
})
export class ClockModule {
  /** The same with a clock of the caller's own, which a demonstration or a test moves from day to day. */
  static of(clock: Clock): DynamicModule {
    return { module: ClockModule, providers: [{ provide: Clock, useValue: clock }] };
  }
}
