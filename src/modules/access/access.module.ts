import { type DynamicModule, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AccessGuard } from './access.guard';
import { ACCESS_SETTINGS, type AccessSettings } from './access-settings';
import { DemoIssuer } from './demo-issuer';
import { DemoTokenController } from './demo-token.controller';
import { TokenVerifier } from './token-verifier';

/** Puts the guard in front of every route, and the demonstration issuer beside it where the settings ask for one. */
@Module({})
export class AccessModule {
  /**
   * @param settings the validated settings of the process (`AppConfig`).
   * @throws Error when a demonstration issuer is asked for in production.
   */
  static register(settings: AccessSettings): DynamicModule {
    const demo = settings.demoIssuerKey !== null;
    if (demo && settings.production) throw new Error('the demonstration issuer does not run in production');
    return {
      module: AccessModule,
      controllers: demo ? [DemoTokenController] : [],
      providers: [
        { provide: ACCESS_SETTINGS, useValue: settings },
        TokenVerifier,
        { provide: APP_GUARD, useClass: AccessGuard },
        ...(demo ? [DemoIssuer] : []),
      ],
    };
  }
}
