import type { Configuration } from '../junos/configuration';
import { digest } from '../junos/digest';
import type { ChangeMark } from '../render/group';
import { FABRIC_MACRO } from '../junos/macros';
import { readMark } from '../render/group';

/** What stands in one configuration group of a device, and whether it is in effect. */
export interface StandingGroup {
  readonly name: string;
  readonly exists: boolean;
  /** Digest of its content without our mark; marked as not in effect when nothing applies the group. */
  readonly digest: string;
  /** Which change wrote it, and the digest of what that wrote. Absent for a group that was made by hand. */
  readonly mark?: ChangeMark;
  /** Whether the root's `apply-groups` names it, active. */
  readonly applied: boolean;
  /** Whether what it says counts: it is there, applied and active. */
  readonly inEffect: boolean;
}

/** Prefix of the digest of a group that stands and is not applied. */
const NOT_IN_EFFECT = 'not-in-effect-';

/** Reads a group from a configuration that has its groups not expanded. */
export function standingGroup(configuration: Configuration, name: string): StandingGroup {
  const group = configuration.find('groups', name);
  const exists = group !== undefined;
  const entry = configuration.find('apply-groups', name);
  const applied = entry !== undefined && entry.inactive !== true;
  const content = groupDigest(configuration.subtree('groups', name), name);
  const inEffect = exists && applied && group.inactive !== true;
  return {
    name,
    exists,
    digest: !exists || inEffect ? content : `${NOT_IN_EFFECT}${content}`,
    mark: readMark(configuration, name),
    applied: configuration.has('apply-groups', name),
    inEffect,
  };
}

/** Digest of what a group says, apart from the mark of the change that wrote it. `grouped` holds that group only. */
export function groupDigest(grouped: Configuration, name: string): string {
  return digest(withoutMark(grouped, name));
}

/** The same configuration without the marks that changes leave in a group. */
export function withoutMark(configuration: Configuration, ...names: readonly string[]): Configuration {
  const copy = configuration.clone();
  for (const name of names) {
    if (copy.has('groups', name, 'apply-macro', FABRIC_MACRO)) {
      copy.delete('groups', name, 'apply-macro', FABRIC_MACRO);
    }
  }
  return copy;
}
