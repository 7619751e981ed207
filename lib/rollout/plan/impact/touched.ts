import { canonicalAddress } from '../../../model/canonical-address';
import type { Check } from '../../../checks/check-kinds';
import { kindOf } from '../../../checks/check-kinds';
import type { Dependency } from '../../../checks/dependency';
import type { DeviceIntent } from '../../../intent/fabric-intent';
import type { Configuration } from '../../../junos/tree/configuration';
import type { DeviceChange } from '../../group/device-change';
import { MAIN_INSTANCE } from '../../../model/junos-defaults';

type Words = readonly string[];

/** That of lo0 in the main instance. */
const MAIN_LOOPBACK_UNIT = '0';

/**
 * What a change of a device touches. What is down after the change and was up before it, and is not touched, is blamed
 * on the change; what is touched must be as the intent says; what was down before and is not touched is not blamed.
 */
export class Touched {
  private readonly changed: readonly Words[];
  private readonly groups: readonly Words[];
  private readonly answers = new Map<string, boolean>();

  /** @param device - the intent for the device, where there is one: it ties a session to its interface */
  constructor(
    change: DeviceChange,
    private readonly device?: DeviceIntent,
  ) {
    this.changed = [...change.removed, ...change.added];
    this.groups = [...groupStatements(change.before, change), ...groupStatements(change.after, change)];
  }

  /** Whether a check stands on something that the change touches. */
  covers(check: Check): boolean {
    return kindOf(check)
      .dependsOn(check)
      .some((dependency) => this.coversOnce(dependency));
  }

  /** Thousands of prefixes stand on one BGP group, and the answer takes a look at every statement. */
  private coversOnce(dependency: Dependency): boolean {
    const key = JSON.stringify(dependency);
    const known = this.answers.get(key);
    if (known !== undefined) return known;
    const covered = this.coversDependency(dependency);
    this.answers.set(key, covered);
    return covered;
  }

  private coversDependency(dependency: Dependency): boolean {
    switch (dependency.on) {
      case 'interface':
        return this.coversInterface(dependency.name);
      case 'bgpGroup':
        return dependency.instance === MAIN_INSTANCE
          ? this.coversMainGroup(dependency.group)
          : this.coversGroup(dependency.instance, dependency.group);
      case 'bgpSession':
        return this.instancesOf(dependency).some((instance) => this.coversSession(instance, dependency.neighbor));
      case 'table':
        return this.coversTable(dependency.table);
      case 'device':
        return this.changed.length > 0;
    }
  }

  private coversInterface(name: string): boolean {
    const port = name.replace(/\.\d+$/, '');
    const unit = /\.(\d+)$/.exec(name)?.[1];
    return this.changed.some((words) => {
      if (words[0] === 'interfaces' && words[1] === port) {
        return unit === undefined || words[2] !== 'unit' || words[3] === unit;
      }
      return words[0] === 'routing-instances' && words[2] === 'interface' && words[3] === name;
    });
  }

  private coversSession(instance: string, neighbor: string): boolean {
    if (instance === MAIN_INSTANCE) {
      const own = this.groups.filter(
        (words) => isMainBgpGroup(words) && words[4] === 'neighbor' && canonicalAddress(words[5] ?? '') === neighbor,
      );
      return own.some((words) => this.coversMainGroup(words[3] ?? ''));
    }
    const own = this.groups.filter(
      (words) =>
        words[1] === instance &&
        isBgpGroup(words) &&
        words[6] === 'neighbor' &&
        canonicalAddress(words[7] ?? '') === neighbor,
    );
    return own.some((words) => this.coversGroup(instance, words[5] ?? ''));
  }

  /** The instances that a session may be in. */
  private instancesOf({ instance, neighbor }: Extract<Dependency, { on: 'bgpSession' }>): readonly string[] {
    if (instance !== undefined) return [instance];
    const found = this.groups.flatMap((words) =>
      words[0] === 'routing-instances' && words[6] === 'neighbor' && canonicalAddress(words[7] ?? '') === neighbor
        ? [words[1] ?? '']
        : [],
    );
    return [MAIN_INSTANCE, ...new Set(found)];
  }

  /** What is accepted into a table is said in its instance, and in the policies that are used there. */
  private coversTable(table: string): boolean {
    const instance = instanceOfTable(table);
    const isOf = (words: Words): boolean =>
      instance === undefined
        ? words[0] === 'protocols' || words[0] === 'routing-options'
        : words[0] === 'routing-instances' && words[1] === instance && words[2] !== 'interface';
    const used = this.namesUsedBy(isOf);
    return this.changed.some((words) => isOf(words) || isPolicyAmong(words, used));
  }

  /**
   * Sessions of the underlay and the overlay stand on the device as a whole: on its links and its loopback, on the router id
   * and the AS number, and one layer on the other.
   */
  private coversMainGroup(group: string): boolean {
    const links = new Set(this.device?.underlay?.links.map(({ port }) => port));
    const isOnTheWay = ([, port = '', , unit]: Words): boolean =>
      links.has(port) || (port === 'lo0' && unit === MAIN_LOOPBACK_UNIT);
    const used = new Set(this.groups.filter((words) => isMainBgpGroup(words) && words[3] === group).flat());
    return this.changed.some(
      (words) =>
        isMainBgpGroup(words) ||
        words[0] === 'routing-options' ||
        (words[0] === 'interfaces' && isOnTheWay(words)) ||
        isPolicyAmong(words, used),
    );
  }

  /** Whether it touches a BGP group of a VRF: itself, its VRF, what it uses, or the interface that its sessions are on. */
  coversGroup(vrf: string, group: string): boolean {
    const policies = this.namesUsedBy((words) => concernsGroup(words, vrf, group));
    return (
      this.changed.some((words) => concernsGroup(words, vrf, group) || isPolicyAmong(words, policies)) ||
      this.interfacesOf(vrf, group).some((name) => this.coversInterface(name))
    );
  }

  /** Names of policies, communities and prefix lists that statements use, also through one another. */
  private namesUsedBy(isUser: (words: Words) => boolean): ReadonlySet<string> {
    const used = new Set(this.groups.filter(isUser).flat());
    for (let size = -1; size !== used.size;) {
      size = used.size;
      for (const words of this.groups.filter((one) => isPolicyAmong(one, used))) {
        words.forEach((word) => used.add(word));
      }
    }
    return used;
  }

  /** The units whose address is the session's own. */
  private interfacesOf(vrf: string, group: string): string[] {
    const locals = this.device?.peerings.filter((one) => one.vrf === vrf && one.group === group) ?? [];
    const units = this.device?.interfaces.filter((unit) =>
      unit.addresses.some(({ address }) => locals.some((one) => address.startsWith(`${one.localAddress}/`))),
    );
    return (units ?? []).map((unit) => `${unit.port}.${unit.unit}`);
  }
}

function groupStatements(configuration: Configuration, change: DeviceChange): Words[] {
  return change.wanted.flatMap(({ name }) =>
    [...configuration.subtree('groups', name).statements()].map(({ words }) => words.slice(2)),
  );
}

function isMainBgpGroup(words: Words): boolean {
  return words[0] === 'protocols' && words[1] === 'bgp' && words[2] === 'group';
}

function isBgpGroup(words: Words): boolean {
  return words[0] === 'routing-instances' && words[2] === 'protocols' && words[3] === 'bgp' && words[4] === 'group';
}

/** A statement of that BGP group, or of the VRF as a whole. Interfaces are looked at by their own name. */
function concernsGroup(words: Words, vrf: string, group: string): boolean {
  if (words[0] !== 'routing-instances' || words[1] !== vrf || words[2] === 'interface') {
    return false;
  }
  return isBgpGroup(words) ? words[5] === group : true;
}

function isPolicyAmong(words: Words, names: ReadonlySet<string>): boolean {
  return words[0] === 'policy-options' && names.has(words[2] ?? '');
}

/** `VRF_5` of `VRF_5.inet.0`; none of the tables of the main instance, nor of `bgp.evpn.0` and its like. */
function instanceOfTable(table: string): string | undefined {
  const parts = table.split('.');
  const [family = '', number = ''] = parts.slice(-2);
  const isTable = /^(?:inet6?|evpn)$/.test(family) && /^\d+$/.test(number);
  const instance = parts.slice(0, -2).join('.');
  return isTable && instance !== '' && !table.startsWith('bgp.') ? instance : undefined;
}
