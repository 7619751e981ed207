/** How often LACP says that a link of an aggregate is well. */
export enum LacpPeriodic {
  /** Every second: a link that has failed is out of the aggregate within three seconds. */
  FAST = 'fast',
  /** Every 30 seconds. */
  SLOW = 'slow',
}
