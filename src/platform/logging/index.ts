export { AppLogger } from './app-logger';
export { type ErrorFields, errorFields } from './error-fields';
export { currentTraceId, withTrace } from './trace-context';
