export { AccessModule } from './access.module';
export type { AccessSettings } from './access-settings';
export { CurrentActor } from './current-actor';
export { type Permission, ROLES_OF } from './permissions';
export { Permit } from './permit';
export { declaredRoutes, type RouteDeclaration, undeclaredRoutes } from './undeclared-routes';
