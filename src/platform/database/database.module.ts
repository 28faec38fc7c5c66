import { Global, Module, type OnModuleInit } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AppConfig } from '../config/app-config';
import { Readiness } from '../http/readiness';
import { MeasuresModule } from '../metrics/measures.module';
import { appDataSourceOptions } from './data-source-options';
import { refuseStrongRole } from './refuse-strong-role';
import { UnitOfWork } from './unit-of-work';

@Global()
@Module({
  imports: [
    TypeOrmModule.forRootAsync({
      inject: [AppConfig],
      useFactory: (config: AppConfig) => ({
        ...appDataSourceOptions(config.databaseUrl, config.databasePoolSize),
        autoLoadEntities: true,
        retryAttempts: 3,
        retryDelay: 500,
      }),
    }),
    MeasuresModule,
  ],
  providers: [UnitOfWork],
  exports: [UnitOfWork],
})
export class DatabaseModule implements OnModuleInit {
  constructor(
    readiness: Readiness,
    private readonly unitOfWork: UnitOfWork,
    private readonly config: AppConfig,
  ) {
    readiness.register('database', () => unitOfWork.ping());
  }

  /** The start is refused as a role that could rewrite the books. */
  async onModuleInit(): Promise<void> {
    await this.unitOfWork.read(this.config.centreId, refuseStrongRole);
  }
}
