/** What a device has of a prefix. */
export interface PathSet {
  /** Paths it could use, by site: positions in the destination's list of sites, the best ones only. */
  readonly sites: readonly number[];
  /** The prefix is on a server of its own: no type-5 route is needed. */
  readonly isLocal: boolean;
  /** How many paths it uses at the same time. */
  readonly equal: number;
}

/** Nothing. */
export const NO_PATHS: PathSet = { sites: [], isLocal: false, equal: 0 };
