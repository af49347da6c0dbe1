import type { EventData, EventType } from './catalogue.ts';

type News = EventData<Extract<EventType, `registration.organisation.${string}`>>;

/** The day from which news of an organisation holds, YYYY-MM-DD. */
export function dayOfNews(data: News): string {
  if ('registeredOn' in data) return data.registeredOn;
  if ('renamedOn' in data) return data.renamedOn;
  if ('changedOn' in data) return data.changedOn;
  if ('gradedOn' in data) return data.gradedOn;
  if ('suspendedOn' in data) return data.suspendedOn;
  if ('resumedOn' in data) return data.resumedOn;
  if ('dissolvedOn' in data) return data.dissolvedOn;
  return data.reportedOn;
}
