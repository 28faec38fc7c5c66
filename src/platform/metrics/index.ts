export { type Measure, Measures } from './measures';
export { MeasuresModule } from './measures.module';
export { Metrics } from './metrics';
export { type RealTime, RealTimes, type Since, sinceId, sinceNow } from './real-times';
