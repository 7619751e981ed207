/**
 * What counts when BFD of a session goes down while one end could be restarting gracefully. On a switch whose BFD runs where BGP
 * runs, one and the same silence means a broken link and a restarting neighbor (RFC 5882, 4.3): no choice is right for both.
 */
export enum BfdDuringRestart {
  /**
   * BFD: the session ends and its routes go at once, so that traffic takes another attachment; a restart that BFD notices before BGP
   * does is not bridged (`dont-help-shared-fate-bfd-down`, Junos 19.1 and later).
   */
  FAST_FAILOVER = 'fastFailover',
  /**
   * Graceful restart: the routes are kept until the neighbor is back or its restart time is over, 120 seconds by default; through a
   * broken link they attract traffic for as long. That is what Junos does when nothing is said.
   */
  RESTART_HELP = 'restartHelp',
}
