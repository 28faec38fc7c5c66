export { Drain, type UnderWay } from './drain';
export { endOnSignal } from './end-on-signal';
