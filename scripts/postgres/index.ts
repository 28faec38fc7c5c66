export { createDatabase, dropDatabase, ensureDatabase } from './databases';
export { type LaunchOptions, type LaunchedPostgres, launchPostgres } from './launch-postgres';
export { isTraversable, projectRoot } from './places';
export { freePort, isPortFree } from './ports';
export { APP_ROLE, OWNER_ROLE, type PostgresServer, givenServer } from './server';
