export { digestDates, onCadence, type DigestDate } from './cadence.ts';
export { gather } from './continuity.ts';
export { holidaysOf, knowsRegion, loadHolidays, type Holiday } from './holidays.ts';
export { inOfficeHours, isWorkingDay } from './office.ts';
export { phaseOf } from './phase.ts';
export { instantOf } from './wall.ts';
export { instantIn } from './zoned.ts';
