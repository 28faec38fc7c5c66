import { SetMetadata } from '@nestjs/common';

/** Metadata under which a route says what it takes to call it; the access room's guard reads it. */
export const ROUTE_PERMISSION = 'zero-run:route-permission';

/** Declares the permissions of a route or controller by name. Business rooms use the access room's typed `Permit`. */
export const RoutePermission = (...permissions: string[]) => SetMetadata(ROUTE_PERMISSION, permissions);
