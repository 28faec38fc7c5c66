export type { CaseEvent } from './case-events';
export { type ProblemCode, type ProblemDocument, ProblemError } from './problem-error';
export type { components, operations, paths } from './schema';
export {
  type Api,
  type CaseView,
  type ClientOptions,
  dataOf,
  type InputOf,
  type ItemCode,
  type PrecheckView,
  ZeroRunClient,
} from './zero-run-client';
