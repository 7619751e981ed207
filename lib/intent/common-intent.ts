/** What all parts of the intent have in common. */

/** Address family, in Junos' words. */
export type Family = 'inet' | 'inet6';

/** Whether a port, session or route must be working now, or only has to be configured. */
export type ExpectationIntent = 'UP' | 'PROVISIONED';
