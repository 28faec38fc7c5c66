export { ClockModule } from './clock.module';
export { Clock } from './clock';
export { SystemClock } from './system-clock';
