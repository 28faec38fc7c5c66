import { applyDecorators } from '@nestjs/common';
import { ApiBearerAuth, ApiExtension } from '@nestjs/swagger';
import { PERMISSIONS, ROLES, RoutePermission } from '../../platform/http';
import { isWithoutToken, type Permission, rolesHolding } from './permissions';

/** Opens a route or controller to callers who hold one of the permissions. A route that says nothing stays shut. */
export function Permit(...permissions: [Permission, ...Permission[]]): ClassDecorator & MethodDecorator {
  const declared = RoutePermission(...permissions);
  if (isWithoutToken(permissions)) return declared;
  return applyDecorators(
    declared,
    ApiBearerAuth(),
    ApiExtension(PERMISSIONS, permissions),
    ApiExtension(ROLES, rolesHolding(permissions)),
  );
}
