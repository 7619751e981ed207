import type { Configuration, Statement } from '../../../junos/tree/configuration';
import { importedRouteTargets } from '../../../junos/tree/imported-route-targets';
import { compareText } from '../../../model/order';
import { wireForm } from '../../../rules/facts/wire-form';

/** What the devices of a VRF know one another's routes by, as the groups of a fabric say it on one device. */
export interface VrfMembership {
  /** Route targets that it announces its routes with; undefined where policies decide that. */
  readonly announced: readonly string[] | undefined;
  /** Route targets that it imports; undefined where something else decides that. */
  readonly imported: readonly string[] | undefined;
  /** The statements about route targets; '' where they belong to others. */
  readonly targetText: string;
  /** VNI and encapsulation of its type-5 routes; '' where they belong to others. */
  readonly encapsulation: string;
  /** The AS number of the overlay; '' where it belongs to others, or each device has its own. */
  readonly overlayAs: string;
  /** The device's own AS number in an EBGP overlay, which its neighbors there expect; elsewhere ''. */
  readonly ownAs: string;
}

/** The VRFs that some groups of a configuration have something in, by name. */
export function vrfMemberships(
  configuration: Configuration,
  groups: readonly string[],
): ReadonlyMap<string, VrfMembership> {
  const found = new Map<string, VrfMembership>();
  const contents = groups.map((group) => configuration.find('groups', group));
  const autonomousSystem = contents
    .flatMap((content) => linesOf(below(content, 'routing-options'), 'autonomous-system'))
    .join('\n');
  const isExternal = contents.some(hasExternalOverlay);
  const overlay = { overlayAs: isExternal ? '' : autonomousSystem, ownAs: isExternal ? autonomousSystem : '' };
  for (const content of contents) {
    const policyOptions = below(content, 'policy-options');
    for (const instance of below(content, 'routing-instances')?.children ?? []) {
      const [name = ''] = instance.keys;
      if (instance.inactive !== true && !found.has(name))
        found.set(name, { ...membership(instance, policyOptions), ...overlay });
    }
  }
  return found;
}

function hasExternalOverlay(content: Statement | undefined): boolean {
  const groups = below(below(content, 'protocols'), 'bgp')?.children.filter(({ name }) => name === 'group') ?? [];
  return groups.some(
    (group) => linesOf(group, 'type').includes('type external') && linesOf(group, 'family').some(isOfEvpn),
  );
}

function isOfEvpn(line: string): boolean {
  return line.startsWith('family evpn');
}

/** Whether they say the same. */
export function isSameMembership(one: VrfMembership, other: VrfMembership): boolean {
  return (
    one.targetText === other.targetText &&
    one.encapsulation === other.encapsulation &&
    one.overlayAs === other.overlayAs &&
    one.ownAs === other.ownAs &&
    sameTargets(one.imported, other.imported)
  );
}

/** Whether a device takes into its VRF what another one announces. What belongs to others is taken not to differ. */
export function hears(receiver: VrfMembership, announcer: VrfMembership): boolean {
  return (
    agree(receiver.encapsulation, announcer.encapsulation) &&
    agree(receiver.overlayAs, announcer.overlayAs) &&
    takes(receiver, announcer)
  );
}

function takes(receiver: VrfMembership, announcer: VrfMembership): boolean {
  const [{ imported }, { announced }] = [receiver, announcer];
  // Where policies say more than route targets, only those that say the same are known to hear one another.
  if (imported === undefined || announced === undefined) return agree(receiver.targetText, announcer.targetText);
  const isOfOthers = receiver.targetText === '' || announcer.targetText === '';
  return isOfOthers || announced.some((target) => imported.includes(target));
}

function agree(one: string, other: string): boolean {
  return one === '' || other === '' || one === other;
}

function sameTargets(one: readonly string[] | undefined, other: readonly string[] | undefined): boolean {
  return one?.join() === other?.join();
}

function membership(
  instance: Statement,
  policyOptions: Statement | undefined,
): Omit<VrfMembership, 'overlayAs' | 'ownAs'> {
  const targets = linesOf(instance, 'vrf-target');
  const imports = linesOf(instance, 'vrf-import');
  const exports = linesOf(instance, 'vrf-export');
  const policies = imports.map((line) => line.replace(/^vrf-import /, ''));
  const routes = below(below(below(instance, 'protocols'), 'evpn'), 'ip-prefix-routes');
  const imported = policies.length === 0 ? targetsIn(targets, 'import') : importedRouteTargets(policyOptions, policies);
  return {
    announced: exports.length === 0 ? wireForms(targetsIn(targets, 'export')) : undefined,
    imported: wireForms(imported),
    targetText: [...targets, ...imports, ...exports].join('\n'),
    encapsulation: [...linesOf(routes, 'vni'), ...linesOf(routes, 'encapsulation')].join('\n'),
  };
}

/** Those that count in a direction: `vrf-target` says one for both, or one for each. */
function targetsIn(lines: readonly string[], direction: 'import' | 'export'): string[] {
  const pattern = new RegExp(`^vrf-target (?:${direction} )?(target:\\S+)$`);
  return lines.flatMap((line) => pattern.exec(line)?.[1] ?? []);
}

function wireForms(targets: readonly string[] | undefined): string[] | undefined {
  return targets?.map(wireForm).sort(compareText);
}

/** The active statements of that name and below them, as set lines have them, in the order of the configuration. */
function linesOf(parent: Statement | undefined, name: string): string[] {
  return (parent?.children ?? []).filter((one) => one.name === name).flatMap(flat);
}

function flat(statement: Statement): string[] {
  if (statement.inactive === true) return [];
  const words = statement.words.join(' ');
  if (statement.children.length === 0) return [words];
  return statement.children.flatMap(flat).map((line) => `${words} ${line}`);
}

function below(parent: Statement | undefined, name: string): Statement | undefined {
  return parent?.children.find((one) => one.name === name && one.inactive !== true);
}
