export { ClockModule } from './clock.module';
export { Clock } from './clock';
export { DAY_BEGINS, SystemClock } from './system-clock';
