import { type DynamicModule, Global, Module } from '@nestjs/common';
import { AppConfig } from './app-config';

/** Hands the validated settings to every room. */
@Global()
@Module({})
export class ConfigModule {
  /** @param config made by `loadConfig` before Nest starts, so that faults are told plainly. */
  static forRoot(config: AppConfig): DynamicModule {
    return {
      module: ConfigModule,
      providers: [{ provide: AppConfig, useValue: config }],
      exports: [AppConfig],
    };
  }
}
