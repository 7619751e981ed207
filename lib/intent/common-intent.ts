/** What all parts of the intent have in common. */

export type { Family } from '../model/family';

/** Whether a port, session or route must be working now, or only has to be configured. */
export type ExpectationIntent = 'UP' | 'PROVISIONED';

/** What must not cut a server off. */
export interface SurvivesIntent {
  /** Any one of these may fail, or be out of service. A wave is what the rollout changes at one time. */
  readonly anySingle: 'leaf' | 'spine' | 'link' | 'session' | 'failureDomain' | 'wave';
  /** Paths that must be left to every device of the fabric; absent means 1. */
  readonly paths?: number;
}
