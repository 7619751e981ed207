/** What a session to a server has where neither the program nor the configuration says otherwise; Junos has no such limits. */

/** Prefixes of a server, beyond which Junos writes a log. */
export const DEFAULT_PREFIX_LIMIT = 1000;

/** BFD `minimum-interval` of sessions that one hop carries, in milliseconds, as in Juniper's validated designs. */
export const DEFAULT_BFD_INTERVAL_MS = 1000;
