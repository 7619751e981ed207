import type { Expectation } from '../checks/expectation';
import type { DeviceIntent } from '../intent/fabric-intent';
import type { Configuration } from '../junos/configuration';
import type { DeviceChange } from './device-change';

type Words = readonly string[];

/**
 * What a change of a device touches. What is down after the change and was up before it, and is not touched, is blamed
 * on the change; what is touched must be as the intent says; what was down before and is not touched is not blamed.
 */
export class Touched {
  private readonly changed: readonly Words[];
  private readonly groups: readonly Words[];

  /** @param device - the intent for the device, where there is one: it ties a session to its interface */
  constructor(
    change: DeviceChange,
    private readonly device?: DeviceIntent,
  ) {
    this.changed = [...change.removed, ...change.added];
    this.groups = [...groupStatements(change.before, change), ...groupStatements(change.after, change)];
  }

  /** Whether the expectation is about something that the change touches. */
  covers(expectation: Expectation): boolean {
    switch (expectation.kind) {
      case 'interfaceUp':
      case 'addressPresent':
        return this.coversInterface(expectation.logicalInterface);
      case 'interfaceStillUp':
        return this.coversInterface(expectation.interface);
      case 'sessionEstablished':
      case 'prefixesAccepted':
      case 'prefixActiveByBgp':
      case 'typeFiveRouteCreated':
        return this.coversGroup(expectation.vrf, expectation.group);
      case 'sessionStillUp':
        return this.coversSession(expectation.instance, expectation.neighbor);
      case 'prefixSeenFromHomes':
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
    const own = this.groups.filter(
      (words) => words[1] === instance && isBgpGroup(words) && words[6] === 'neighbor' && words[7] === neighbor,
    );
    return own.some((words) => this.coversGroup(instance, words[5] ?? ''));
  }

  private coversGroup(vrf: string, group: string): boolean {
    const policies = this.policiesOf(vrf, group);
    return (
      this.changed.some((words) => concernsGroup(words, vrf, group) || isPolicyAmong(words, policies)) ||
      this.interfacesOf(vrf, group).some((name) => this.coversInterface(name))
    );
  }

  /** Names of policies, communities and prefix lists that the session uses, also through one another. */
  private policiesOf(vrf: string, group: string): ReadonlySet<string> {
    const used = new Set(this.groups.filter((words) => concernsGroup(words, vrf, group)).flat());
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
