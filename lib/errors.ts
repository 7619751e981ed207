/**
 * Every error of the library, by name; by subject in errors/.
 *
 * A message says what was given, what is allowed and what to do about it; the construct path is appended where one is
 * known. Sentences start in lower case and have no final period, so that they can be joined with their path.
 */

export { FabricError } from './errors/fabric-error';
export * from './errors/adoption';
export * from './errors/allocation';
export * from './errors/cli';
export * from './errors/configuration-tree';
export * from './errors/constructs';
export * from './errors/import';
export * from './errors/junos-statements';
export * from './errors/lab';
export * from './errors/manifest';
export * from './errors/netconf';
export * from './errors/platform';
export * from './errors/reachability';
export * from './errors/render';
export * from './errors/rollout';
export * from './errors/rules';
export * from './errors/secrets';
export * from './errors/server-options';
export * from './errors/server-side';
export * from './errors/testing';
export * from './errors/twin';
export * from './errors/underlay-and-overlay';
export * from './errors/values';
export * from './errors/xml';
