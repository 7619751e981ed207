import { FabricError } from '../model/fabric-error';

/** Most keys that a message lists. */
const MAX_KEYS = 40;

function keyLines(lines: readonly string[]): string {
  const shown = lines.slice(0, MAX_KEYS).map((line) => `\n  ${line}`);
  const left = lines.length - shown.length;
  return `${shown.join('')}${left > 0 ? `\n  and ${left} more` : ''}`;
}

/** A range of a pool that is none. */
export function invalidPoolRange(given: string, allowed: string): FabricError {
  return new FabricError('invalidPoolRange', `"${given}" is not a range; ${allowed}`);
}

/** A prefix of the other family in a pool. */
export function poolOfOtherFamily(given: string, family: 'inet' | 'inet6'): FabricError {
  const wanted = family === 'inet' ? 'IPv4 prefixes such as 172.16.0.0/16' : 'IPv6 prefixes such as 2001:db8:104::/48';
  return new FabricError('poolOfOtherFamily', `"${given}" is of the other family; give ${wanted}`);
}

/** A length that no subnet with two hosts has. */
export function poolLengthNotAllowed(given: number, shortest: number, longest: number): FabricError {
  return new FabricError(
    'poolLengthNotAllowed',
    `${given} is not the prefix length of a subnet between two devices; allowed are whole numbers from ${shortest} to ${longest}`,
  );
}

/** A prefix that is smaller than one subnet. */
export function prefixTooLongForPool(given: string, length: number): FabricError {
  return new FabricError(
    'prefixTooLongForPool',
    `"${given}" has no room for a subnet of /${length}; give a prefix of /${length} or shorter`,
  );
}

/** Two pools with a value in common. */
export function poolsOverlap(one: string, other: string, areOfFabrics: boolean): FabricError {
  const help = areOfFabrics
    ? 'give the fabrics one pools.name, so that they share their pools and no value is given twice, or pools that are apart'
    : 'leave one of them out, or make them apart';
  return new FabricError('poolsOverlap', `${one} overlaps ${other}; ${help}`);
}

/** Fabrics that share their pools and do not agree about them. */
export function poolsDiffer(name: string, prop: string, other: string, constructPath: string): FabricError {
  return new FabricError(
    'poolsDiffer',
    `the pools "${name}" are also those of ${other}, where ${prop} is another; fabrics with one pools.name share their ` +
      'pools, so declare them once and give them to both',
    constructPath,
  );
}

/** A name that cannot stand in the lock file. */
export function invalidPoolName(given: string): FabricError {
  return new FabricError(
    'invalidPoolName',
    `"${given}" cannot be the name of pools; write 1 to 63 letters, digits, "_" and "-", beginning with a letter, for example dc1`,
  );
}

/** A key that needs a pool which is not declared. */
export function poolMissing(key: string, name: string, constructPath: string): FabricError {
  return new FabricError(
    'poolMissing',
    `"${key}" needs a value, and the pools "${name}" have none for it; declare one, or give the value`,
    constructPath,
  );
}

/** What is to be said of a pool that is used up. */
export interface ExhaustedPool {
  readonly name: string;
  readonly pool: string;
  readonly room: string;
  /** Keys that got no value. */
  readonly without: readonly string[];
  /** Keys that are not used any more and still hold a value of it. */
  readonly removed: readonly string[];
  readonly advice: string;
}

/** A pool that is used up. */
export function poolExhausted({ name, pool, room, without, removed, advice }: ExhaustedPool): FabricError {
  const held = removed.length === 1 ? '1 removed key holds' : `${removed.length} removed keys hold`;
  const free = removed.length === 0 ? '' : `; or free what ${held} there (junos-fabric allocation free)`;
  return new FabricError(
    'poolExhausted',
    `${pool} of "${name}" is used up: it has room for ${room}, and ${without.length} more are needed; ${advice}${free}; ` +
      `these have no value:${keyLines(without)}`,
  );
}

/** A value of the user that something else has. */
export function valueAllocated(given: string, value: string, key: string, constructPath: string): FabricError {
  const what = given === value ? given : `${given} overlaps ${value}, which`;
  return new FabricError(
    'valueAllocated',
    `${what} is allocated to "${key}"; give another value, or give "${key}" another one in the program`,
    constructPath,
  );
}

/** A key that two fabrics with one pool name ask for. */
export function keyOfTwoFabrics(key: string, name: string, other: string, constructPath: string): FabricError {
  return new FabricError(
    'keyOfTwoFabrics',
    `"${key}" is asked for by ${other} too, and both record their allocations as "${name}"; give servers and leaves of ` +
      'fabrics that share their pools names of their own',
    constructPath,
  );
}

/** A lock file that cannot be read. */
export function lockFileUnreadable(file: string, reason: string): FabricError {
  return new FabricError('lockFileUnreadable', `${file} cannot be read: ${reason}`);
}

/** A lock file that cannot be written. */
export function lockFileUnwritable(file: string, reason: string): FabricError {
  return new FabricError(
    'lockFileUnwritable',
    `${file} cannot be written: ${reason}; what was allocated is lost, so do not deploy this synth`,
  );
}

/** A lock file that somebody else has written meanwhile. */
export function lockFileChanged(file: string): FabricError {
  return new FabricError(
    'lockFileChanged',
    `${file} was changed by somebody else while this was running, and is left as it is now; run this again`,
  );
}

/** A lock file with the marks of a merge in it. */
export function lockFileHasConflict(file: string, line: number): FabricError {
  return new FabricError(
    'lockFileHasConflict',
    `${file}, line ${line}: there is a merge conflict; keep the lines of both sides, one line for each key, take the ` +
      'conflict markers out, and synthesize again',
  );
}

/** A lock file that is no JSON. */
export function lockFileMalformed(file: string, line: number, why: string): FabricError {
  return new FabricError(
    'lockFileMalformed',
    `${file}, line ${line}: ${why}; restore the file from version control, or correct that line`,
  );
}

/** Something in a lock file that may not be there. */
export function lockFileWrong(file: string, path: string, line: number, given: string, allowed: string): FabricError {
  const place = path === '' ? '' : `, ${path}`;
  return new FabricError('lockFileWrong', `${file}, line ${line}${place}: found ${given}; allowed is ${allowed}`);
}

/** A key that stands twice in a lock file. */
export function duplicateLockFileKey(
  file: string,
  path: string,
  values: readonly { readonly line: number; readonly given: string }[],
): FabricError {
  const places = values.map(({ line, given }) => `line ${line}: ${given}`).join('; ');
  return new FabricError(
    'duplicateLockFileKey',
    `${file}, ${path} is there twice (${places}), as a merge leaves it; keep the line that is on the devices, delete the other`,
  );
}

/** An allocation as a message names it. */
export interface NamedAllocation {
  readonly key: string;
  /** Pool name. */
  readonly name: string;
  readonly line: number;
  readonly value: string;
}

/** One value that two keys of a lock file have. */
export function duplicateAllocation(file: string, one: NamedAllocation, other: NamedAllocation): FabricError {
  const text = ({ key, name, line, value }: NamedAllocation): string => `  line ${line}: "${key}": ${value} (${name})`;
  return new FabricError(
    'duplicateAllocation',
    `${file} gives one value twice, as a merge of two branches can leave it:\n${text(one)}\n${text(other)}\n` +
      'keep the line that is on the devices, delete the other, and synthesize again: its key gets a new value',
  );
}

/** What a lock file would say otherwise. */
export interface NamedLockChange {
  readonly name: string;
  readonly key: string;
  readonly value: string;
  readonly change: 'new' | 'removed' | 'back' | 'changed';
}

/** A lock file that may not be changed here and would be. */
export function lockFileFrozen(
  file: string,
  exists: boolean,
  because: string,
  changes: readonly NamedLockChange[],
): FabricError {
  const state = exists ? 'would change' : 'does not exist and would be written';
  const lines = changes.map(({ name, key, value, change }) => `${change}: "${key}": ${value} (${name})`);
  return new FabricError(
    'lockFileFrozen',
    `${file} ${state}, and it is frozen here (${because}):${keyLines(lines)}\n` +
      'run cdktf synth where it is not frozen, and commit the file with the change of the program; JUNOS_FABRIC_FROZEN=0 ' +
      'lets it change here',
  );
}

/** A setting that is neither yes nor no. */
export function invalidFrozenSetting(given: string): FabricError {
  return new FabricError(
    'invalidFrozenSetting',
    `JUNOS_FABRIC_FROZEN is "${given}"; set it to 1 to refuse changes of the lock file, or to 0 to let them happen`,
  );
}

/** A key that is not recorded. */
export function noSuchAllocation(key: string): FabricError {
  return new FabricError(
    'noSuchAllocation',
    `there is no allocation "${key}"; give the key as "junos-fabric allocation show" prints it, in quotes`,
  );
}

/** An allocation that is not removed. */
export function allocationInUse(key: string, value: string): FabricError {
  return new FabricError(
    'allocationInUse',
    `"${key}" (${value}) is in use; take it out of the program and synthesize first, so that it is recorded as removed`,
  );
}

/** A name under which nothing is recorded. */
export function nothingToMove(what: string, from: string): FabricError {
  return new FabricError(
    'nothingToMove',
    `no allocation has the ${what} "${from}"; "junos-fabric allocation show" lists all`,
  );
}

/** A new name under which something is recorded already. */
export function moveTargetTaken(key: string, removed: boolean): FabricError {
  const help = removed
    ? 'it is removed: free it first (junos-fabric allocation free)'
    : 'if a synth after the renaming has recorded it, restore the file from version control and move before you synthesize';
  return new FabricError('moveTargetTaken', `there is an allocation "${key}" already; ${help}`);
}

/** A new name that cannot be one. */
export function invalidMoveTarget(what: string, to: string): FabricError {
  const example = what === 'port' ? '; give a port with its device, for example leaf10:et-0/0/15' : '';
  return new FabricError('invalidMoveTarget', `"${to}" cannot be the name of a ${what}${example}`);
}

/** Something that several fabrics have. */
export function severalPoolNames(what: string, names: readonly string[]): FabricError {
  return new FabricError(
    'severalPoolNames',
    `${what} is recorded under several names: ${names.join(', ')}; say which one with --pools`,
  );
}

/** A warning: no devices are listed, so that one that leaves the program is forgotten. */
export function leaversUnnoticed(file: string): FabricError {
  return new FabricError(
    'leaversUnnoticed',
    `${file} does not list the devices of this fabric, so that a device that leaves the program will not be noticed; run cdktf synth where the file is not frozen, and commit it`,
  );
}

/** A warning: a fabric that the lock file has and the program has not. */
export function fabricLeft(name: string, file: string): FabricError {
  return new FabricError(
    'fabricLeft',
    `the fabric ${name} is in ${file} and not in this program; where it is to be withdrawn, run junos-fabric withdraw --all --manifest cdktf.out/stacks/<stack>/junos/fabric.json with the manifest that it had last, and then junos-fabric forget each of its devices`,
  );
}

/** A device that the lock file does not have. */
export function noSuchMember(hostname: string, file: string, known: readonly string[]): FabricError {
  return new FabricError(
    'noSuchMember',
    `${file} lists no device ${hostname}; it has ${known.length === 0 ? 'none' : known.join(', ')}`,
  );
}
