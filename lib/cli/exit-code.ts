/** What the process tells its caller. Documented in docs/cli.md and in `--help`: scripts depend on it. */
export const ExitCode = {
  /** Done; or there was nothing to do; `undo`: no device carries the change any more. */
  DONE: 0,
  /** It failed, and every device is as it was before. */
  FAILED: 1,
  /** Wrong usage, or an invalid or stale manifest: no device was contacted. */
  USAGE: 2,
  /** `drift`: a device has drifted. There, wrong usage and an invalid manifest are 1. */
  DRIFT: 2,
  /** At least one device carries the change and another does not, or it is not known which. */
  PARTIAL: 3,
  /** `verify`, `twin up`, `twin verify`: at least one check failed; `check`: at least one rule is broken. */
  CHECK_FAILED: 4,
  /** `plan --detailed-exit-code`: there are differences. */
  DIFFERENCES: 5,
  /** `verify`: nothing is broken as far as it is known, but a device could not be looked at. */
  NOT_LOOKED: 7,
} as const;

/** One of the values of {@link ExitCode}. */
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

/** The table under `--help`. */
export const EXIT_CODE_HELP = `
Exit codes:
  0  done, or nothing to do; undo: undone
  1  failed; every device is as it was before
  2  wrong usage, or an invalid or stale manifest; no device was contacted (drift: a device has drifted)
  3  partially applied, or the outcome is unknown; each such device is named
  4  verify, twin up, twin verify: a check failed; check: a rule is broken
  5  plan --detailed-exit-code: there are differences
  7  verify: a device could not be looked at
`;
