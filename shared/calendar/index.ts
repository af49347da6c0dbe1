export { addDays, monthsLater } from './days.ts';
export { today } from './today.ts';
export { addWorkingDays, CalendarNotLoaded, isWorkingDay } from './working-days.ts';
