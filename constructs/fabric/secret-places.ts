import { invalidEnvironmentVariable } from './errors';

const ENVIRONMENT_VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*$/;
const ANCHORED_PATH = /^(\/|~\/|[A-Za-z]:[\\/])[^\p{Cc}]+$/u;

/**
 * The name of an environment variable, checked.
 * @param prop - as the user knows it, for example `fromEnv`
 * @throws FabricError `invalidEnvironmentVariable`, without what was given: it may be the secret itself
 */
export function variableName(prop: string, given: string): string {
  if (!ENVIRONMENT_VARIABLE.test(given)) throw invalidEnvironmentVariable(prop);
  return given;
}

/**
 * Names of environment variables, checked; undefined for none.
 * @throws FabricError `invalidEnvironmentVariable`
 */
export function variableNames(prop: string, given: readonly string[] | undefined): string[] | undefined {
  if (given === undefined || given.length === 0) return undefined;
  return [...new Set(given.map((name) => variableName(prop, name)))].sort();
}

/** Whether a path means the same file from whichever directory the rollout runs: absolute, or beginning with `~/`. */
export function isAnchoredPath(path: string): boolean {
  return ANCHORED_PATH.test(path);
}
