import fc from 'fast-check';
import { disruptions } from '../../lib/disruption/classify';
import type { Disruption } from '../../lib/disruption/disruption';
import { DISRUPTION_CLASSES, worst } from '../../lib/disruption/disruption-class';
import { DISRUPTION_FACTS, factOf } from '../../lib/disruption/fact-table';
import type { FabricIntent } from '../../lib/intent/fabric-intent';
import { Configuration } from '../../lib/junos/tree/configuration';
import { diffStatements } from '../../lib/junos/diff/diff';
import { readSet } from '../../lib/junos/formats/set-reader';
import type { StatementNode } from '../../lib/junos/tree/statement';
import { modelOf, QFX_MODELS } from '../../lib/platform/qfx-models';
import { expandPath, pathBelow } from '../../lib/platform/statement-path';
import { renderDevice } from '../../lib/render/render-device';
import { arbitraryConfiguration } from '../junos/arbitrary-configuration';
import { fabric, leaf, port, SCENARIOS, session, vrf } from '../render/scenarios';
import { SERVER_OPTIONS } from '../render/server-options';

function leafPaths(configuration: Configuration): string[] {
  const found: string[] = [];
  const walk = (node: StatementNode, above: string): void => {
    for (const child of node.children) {
      const path = pathBelow(above, child.schema);
      if (child.hasChildren) walk(child, path);
      else found.push(path);
    }
  };
  walk(configuration.root, '');
  return found;
}

/** What is in effect by being there, also where everything in it is inactive: entries of lists, containers with a presence. */
function inEffectByPresence(configuration: Configuration): Set<string> {
  const found = new Set<string>();
  const walk = (node: StatementNode, above: readonly string[]): void => {
    for (const child of node.children.filter(({ inactive }) => inactive !== true)) {
      const words = [...above, ...child.words];
      if (child.schema.kind === 'list' || child.schema.presence) found.add(words.join(' '));
      walk(child, words);
    }
  };
  walk(configuration.root, []);
  return found;
}

function cameOrWent(before: ReadonlySet<string>, after: ReadonlySet<string>): Set<string> {
  const onlyIn = (one: ReadonlySet<string>, other: ReadonlySet<string>): string[] =>
    [...one].filter((entry) => !other.has(entry));
  return new Set([...onlyIn(before, after), ...onlyIn(after, before)]);
}

function rendered({ devices, ...others }: FabricIntent): Configuration[] {
  return devices.flatMap((device) => {
    const { group, base } = renderDevice(device, { devices, ...others });
    return [group, base];
  });
}

test.each(Object.entries(SCENARIOS))('every statement that the library renders has a class: %s', (_, intent) => {
  const paths = new Set(rendered(intent).flatMap(leafPaths));
  expect(paths.size).toBeGreaterThan(10);
  for (const model of QFX_MODELS) {
    expect([...paths].filter((path) => factOf(path, model) === undefined)).toEqual([]);
  }
});

test.each(Object.entries(SERVER_OPTIONS))('every option of a server has a class on its device: %s', (_, intent) => {
  for (const device of intent.devices) {
    const paths = rendered({ ...intent, devices: [device] }).flatMap(leafPaths);
    expect(paths.filter((path) => factOf(path, modelOf(device)) === undefined)).toEqual([]);
  }
});

const bfd = fc.option(fc.record({ minimumIntervalMs: fc.constantFrom(350, 1000), multiplier: fc.constant(3) }), {
  nil: undefined,
});

/** One leaf with some of four servers, each on its port or in its VLAN, with different settings. */
const arbitraryLeaf: fc.Arbitrary<Configuration> = fc
  .array(
    fc.record({
      server: fc.nat(3),
      isTagged: fc.boolean(),
      asn: fc.constantFrom(4220000001, 4220000002),
      mtu: fc.option(fc.constantFrom(1514, 9216), { nil: undefined }),
      subnet: fc.nat(1),
      vrfName: fc.constantFrom('VRF_5', 'VRF_6'),
      prefixes: fc.option(fc.constantFrom(['10.1.5.0/24'], ['10.1.5.0/24', '10.1.6.0/24'], []), { nil: null }),
      prefixLimit: fc.constantFrom(1000, 2000),
      holdTimeSec: fc.option(fc.constantFrom(30, 90), { nil: undefined }),
      bfd,
    }),
    { maxLength: 4 },
  )
  .chain((servers) => fc.constantFrom(5, 6).map((rd) => ({ servers, rd })))
  .map(({ servers, rd }) => {
    const distinct = servers.filter((one, i) => servers.findIndex((other) => other.server === one.server) === i);
    const address = ({ server, subnet }: (typeof servers)[number], host: number): string =>
      `172.16.${100 + server}.${4 * subnet + host}`;
    const device = leaf({
      vrfs: [
        { name: 'VRF_5', routeDistinguisher: `192.168.1.10:${rd}` },
        { name: 'VRF_6', routeDistinguisher: '192.168.1.10:7' },
      ],
      interfaces: distinct.map((one) =>
        port({
          port: `et-0/0/${one.server}`,
          mtu: one.mtu,
          vrf: one.vrfName,
          ...(one.isTagged ? { unit: 299, vlanId: 299 } : {}),
          addresses: [{ family: 'inet', address: `${address(one, 1)}/30` }],
        }),
      ),
      peerings: distinct.map((one) =>
        session({
          vrf: one.vrfName,
          group: `server${one.server}`,
          server: `server${one.server}`,
          localAddress: address(one, 1),
          neighbor: address(one, 2),
          peerAsn: one.asn,
          acceptedPrefixes: one.prefixes,
          prefixLimit: one.prefixLimit,
          holdTimeSec: one.holdTimeSec,
          bfd: one.bfd,
        }),
      ),
    });
    const vrfs = [vrf({ name: 'VRF_5' }), vrf({ name: 'VRF_6', vni: 6, routeTarget: 'target:62273:6', rdNumber: 7 })];
    return renderDevice(device, fabric({ devices: [device], vrfs })).group;
  });

const model = fc.constantFrom(...QFX_MODELS);

test('between two configurations of a leaf every difference has a class, and none needs consent', () => {
  fc.assert(
    fc.property(arbitraryLeaf, arbitraryLeaf, model, (before, after, qfx) => {
      const found = disruptions(before, after, qfx);
      const { removed, added } = diffStatements(before, after);
      expect(found.length === 0).toBe(removed.length + added.length === 0);
      expect(['hitless', 'sessionReset', 'interfaceFlap', 'readvertisement']).toContain(
        worst(found.map((one) => one.class)),
      );
    }),
  );
});

test('what comes on the way there goes on the way back, and what changes does the same both ways', () => {
  fc.assert(
    fc.property(arbitraryLeaf, arbitraryLeaf, model, (before, after, qfx) => {
      expect(summaries(disruptions(after, before, qfx))).toEqual(summaries(disruptions(before, after, qfx).map(back)));
    }),
  );
});

const BACK = { added: 'removed', removed: 'added', changed: 'changed', moved: 'moved' } as const;

function back(one: Disruption): Disruption {
  const words = one.kind === 'changed' ? [...one.words.slice(0, -1), one.was ?? ''] : one.words;
  return { ...one, kind: BACK[one.kind], words };
}

/** Comings and goings differ in class; where entries are out of order, the first one differs. */
function summaries(found: readonly Disruption[]): string[] {
  return found
    .map(({ kind, words, class: one }) => {
      if (kind === 'moved') return 'moved';
      return `${kind} ${words.join(' ')}${kind === 'changed' ? ` ${one}` : ''}`;
    })
    .sort();
}

test('what comes to a leaf without configuration disrupts nothing, and what leaves is removed', () => {
  fc.assert(
    fc.property(arbitraryLeaf, model, (configuration, qfx) => {
      const empty = new Configuration();
      const coming = disruptions(empty, configuration, qfx);
      expect(worst(coming.map((one) => one.class))).toBe('hitless');
      expect(disruptions(configuration, empty, qfx).every((one) => one.kind === 'removed')).toBe(true);
      expect(disruptions(configuration, configuration.clone(), qfx)).toEqual([]);
    }),
  );
});

test('any two configurations can be compared, differences of text and classes agree, and no class is made up', () => {
  fc.assert(
    fc.property(arbitraryConfiguration, arbitraryConfiguration, fc.option(model, { nil: undefined }), (a, b, qfx) => {
      const found = disruptions(a, b, qfx);
      for (const one of found) expect(DISRUPTION_CLASSES).toContain(one.class);
      const { removed, added } = diffStatements(a, b);
      const inEffect = [...removed, ...added].filter(({ inactive }) => !inactive);
      if (inEffect.length > 0) return;
      const onOneSide = cameOrWent(inEffectByPresence(a), inEffectByPresence(b));
      const others = found.filter(({ kind, words }) => kind !== 'moved' && !onOneSide.has(words.join(' ')));
      expect(others).toEqual([]);
    }),
    {
      numRuns: 60,
      examples: [
        [readSet('set groups a apply-macro b\ndeactivate groups a apply-macro b\n'), new Configuration(), undefined],
      ],
    },
  );
});

test('without a model no difference is taken for less than on any model', () => {
  fc.assert(
    fc.property(arbitraryConfiguration, arbitraryConfiguration, model, (a, b, qfx) => {
      const rank = (found: readonly Disruption[]): number =>
        DISRUPTION_CLASSES.indexOf(worst(found.map((one) => one.class)));
      const known = disruptions(a, b, qfx).filter((one) => one.class !== 'unknown');
      expect(rank(disruptions(a, b))).toBeGreaterThanOrEqual(rank(known));
    }),
    { numRuns: 40 },
  );
});

test('the table of facts names paths that there are, says why, and contradicts itself nowhere', () => {
  const once = new Map<string, string>();
  for (const fact of DISRUPTION_FACTS) {
    expect(`${fact.why}${fact.source}`).not.toMatch(/[.]$|^[A-Z](?!FD|GP|VPN|unos)/);
    for (const short of fact.paths) {
      const paths = expandPath(short);
      expect(`${short} is ${paths.some(isPossible) ? 'possible' : 'impossible'}`).toBe(`${short} is possible`);
      for (const path of paths.filter((one) => !one.endsWith('neighbor * export'))) {
        const key = `${path} ${JSON.stringify(fact.models ?? 'all')}`;
        expect(`${key}: ${once.get(key) ?? 'once'}`).toBe(`${key}: once`);
        once.set(key, 'twice');
      }
    }
  }
});

/** Whether the schema table has the path. */
function isPossible(path: string): boolean {
  let schemas = [new Configuration().root.schema];
  for (const word of path.replace(/ \*\*$/, '').split(' ')) {
    schemas = schemas.flatMap((schema) => {
      const { byKeyword, keywordless } = schema.children;
      const named = byKeyword.get(word);
      if (word === '*') {
        const isEntry = schema.kind === 'list' && schema.keyword !== undefined;
        return isEntry ? [schema] : keywordless.filter(({ kind }) => kind === 'list');
      }
      return named === undefined ? [] : [named];
    });
  }
  return schemas.length > 0;
}
