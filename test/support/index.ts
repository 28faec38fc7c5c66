export { Effort } from './effort';
export { HttpClient, type HttpAnswer } from './http-client';
export { RESTAMP } from './restamp';
export { createTestDatabase, type TestDatabase } from './test-database';
export { type Identity, JOURNEY_DATE, World, type WorldOptions, startWorld } from './world';
