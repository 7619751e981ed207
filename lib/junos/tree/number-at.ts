import type { Configuration } from './configuration';

/** The whole number that a statement says; undefined where it does not stand, or says something else. */
export function numberAt(configuration: Configuration, path: readonly string[]): number | undefined {
  const text = configuration.value(...path);
  return text === undefined || !/^\d+$/.test(text) ? undefined : Number(text);
}
