import { SetMetadata } from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';

/** Under which the document finds the problems that a route declares. */
export const PROBLEMS = 'x-problems';
export const ROLES = 'x-roles';
export const PERMISSIONS = 'x-permissions';

/**
 * Names the type of the answer where the handler writes to the response itself; everywhere else it is the handler's
 * return type. By status where they differ: `{ 200: 'Report', 201: 'ListView' }`. Read from the sources by `npm run openapi`, so the type is in scope or the only one exported
 * under its name.
 */
export const Answers = (type: string | Readonly<Record<number, string>>): MethodDecorator =>
  SetMetadata('zero-run:answers', type);

/** Stable codes by status, of the problems that only this route has; what every route may answer is added. */
export const Problems = (
  codes: Readonly<Record<number, readonly string[]>>,
): MethodDecorator & ClassDecorator => ApiExtension(PROBLEMS, codes);
