/** Whether something must work now, or only has to be configured. */
export enum Expectation {
  /** Port, session and routes must be up after a rollout: a rollout that does not get them up is rolled back. */
  UP = 'UP',
  /** It is configured ahead of time, for example weeks before the server is racked: its state is reported, not demanded. */
  PROVISIONED = 'PROVISIONED',
}
