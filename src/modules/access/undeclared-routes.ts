import type { Type } from '@nestjs/common';
import { METHOD_METADATA } from '@nestjs/common/constants';
import { MetadataScanner } from '@nestjs/core';
import { ROUTE_PERMISSION } from '../../platform/http';
import { ROLES_OF, WITHOUT_TOKEN } from './permissions';

const KNOWN: ReadonlySet<string> = new Set([...Object.keys(ROLES_OF), ...WITHOUT_TOKEN]);

export interface RouteDeclaration {
  /** 'Controller.handler' */
  readonly route: string;
  readonly permissions: readonly string[];
}

/** Every route handler of the controllers with the permissions it declares, itself or through its controller. */
export function declaredRoutes(controllers: readonly Type[]): RouteDeclaration[] {
  const scanner = new MetadataScanner();
  return controllers.flatMap((controller) => {
    const prototype = controller.prototype as Record<string, object>;
    return scanner
      .getAllMethodNames(prototype)
      .map((name) => ({ name, handler: prototype[name] as object }))
      .filter(({ handler }) => Reflect.hasMetadata(METHOD_METADATA, handler))
      .map(({ name, handler }) => ({
        route: `${controller.name}.${name}`,
        permissions: permissionsOf(handler) ?? permissionsOf(controller) ?? [],
      }));
  });
}

/** Routes that declare nothing, or a permission that the table does not know: nobody can call them. */
export function undeclaredRoutes(controllers: readonly Type[]): string[] {
  return declaredRoutes(controllers)
    .filter(({ permissions }) => permissions.length === 0 || !permissions.every((name) => KNOWN.has(name)))
    .map(({ route }) => route);
}

function permissionsOf(target: object): readonly string[] | undefined {
  return Reflect.getMetadata(ROUTE_PERMISSION, target) as readonly string[] | undefined;
}
