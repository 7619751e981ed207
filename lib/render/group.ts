import { Configuration } from '../junos/tree/configuration';
import { FABRIC_MACRO } from '../junos/tree/macros';

/** What a group says of its own origin. */
export interface ChangeMark {
  /** Id of the change that wrote the group. */
  readonly changeId: string;
  /** Digest of what was written, to tell edits by hand. */
  readonly digest: string;
  /** What the secrets in the digest were salted with, hexadecimal; absent where there are none. */
  readonly salt?: string;
}

/** The mark that a change leaves on the groups it writes. */
export function macro(changeId: string, digest: string): ChangeMark {
  return { changeId, digest };
}

/**
 * The same configuration inside `groups <name>`, as it is loaded.
 *
 * @param mark kept in an `apply-macro` of the group; left out in what is only shown.
 */
export function inGroup(groupName: string, configuration: Configuration, mark?: ChangeMark): Configuration {
  const grouped = new Configuration();
  if (mark !== undefined) setMark(grouped, groupName, mark);
  for (const { words, unchecked } of configuration.statements()) {
    if (unchecked === true) grouped.setUnchecked('groups', groupName, ...words);
    else grouped.set('groups', groupName, ...words);
  }
  for (const place of configuration.inactivePlaces()) grouped.deactivate('groups', groupName, ...place);
  return grouped;
}

/** The mark of a group on a device, or undefined when there is none: the group was made by hand or is not there. */
export function readMark(device: Configuration, groupName: string): ChangeMark | undefined {
  const entries = device.entries('groups', groupName, 'apply-macro', FABRIC_MACRO);
  const valueOf = (name: string): string | undefined =>
    entries.find(({ keys }) => keys[0] === name)?.children.find(({ value }) => value !== undefined)?.value;
  const [changeId, digest, salt] = [valueOf('change-id'), valueOf('digest'), valueOf('salt')];
  if (changeId === undefined || digest === undefined) return undefined;
  return salt === undefined ? { changeId, digest } : { changeId, digest, salt };
}

function setMark(grouped: Configuration, groupName: string, { changeId, digest, salt }: ChangeMark): void {
  const path = ['groups', groupName, 'apply-macro', FABRIC_MACRO];
  grouped.set(...path, 'change-id', changeId);
  grouped.set(...path, 'digest', digest);
  if (salt !== undefined) grouped.set(...path, 'salt', salt);
}
