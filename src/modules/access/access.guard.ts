import { type CanActivate, type ExecutionContext, Injectable, Logger } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { requestOf, ROUTE_PERMISSION } from '../../platform/http';
import { holds, isWithoutToken } from './permissions';
import { forbidden, tokenMissing } from './token-problems';
import { TokenVerifier } from './token-verifier';

const BEARER = /^Bearer ([A-Za-z0-9_-]+\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]*)$/i;

/** Global. Denies unless the route declares a permission and the caller holds it. */
@Injectable()
export class AccessGuard implements CanActivate {
  private readonly logger = new Logger('Access');

  constructor(
    private readonly reflector: Reflector,
    private readonly verifier: TokenVerifier,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const targets = [context.getHandler(), context.getClass()];
    const permissions =
      this.reflector.getAllAndOverride<readonly string[] | undefined>(ROUTE_PERMISSION, targets) ?? [];
    if (permissions.length === 0) {
      this.logger.error(`${context.getClass().name}.${context.getHandler().name} declares no permission`);
      throw forbidden();
    }
    if (isWithoutToken(permissions)) return true;
    const request = requestOf(context);
    const token = BEARER.exec(request.headers.authorization ?? '')?.[1];
    if (token === undefined) throw tokenMissing();
    request.actor = await this.verifier.verify(token);
    if (!holds(request.actor.role, permissions)) throw forbidden();
    return true;
  }
}
