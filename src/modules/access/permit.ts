import { applyDecorators } from '@nestjs/common';
import { ApiBearerAuth } from '@nestjs/swagger';
import { RoutePermission } from '../../platform/http';
import { isWithoutToken, type Permission } from './permissions';

/** Opens a route or controller to callers who hold one of the permissions. A route that says nothing stays shut. */
export function Permit(...permissions: [Permission, ...Permission[]]): ClassDecorator & MethodDecorator {
  const declared = RoutePermission(...permissions);
  return isWithoutToken(permissions) ? declared : applyDecorators(declared, ApiBearerAuth());
}
