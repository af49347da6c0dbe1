/** What every step of an application is given, and what it gives back. */
import type { Application } from './types.ts';

export interface StepProps {
  application: Application;
  /** What is wrong, or to be put right, by the path of the field. */
  errors: Readonly<Record<string, string>>;
}
