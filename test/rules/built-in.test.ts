import type { FabricIntent } from '../../lib/intent/fabric-intent';
import { writeSet } from '../../lib/junos/formats/set-writer';
import { JunosRelease } from '../../lib/model/junos-release';
import { statementsNewerThan } from '../../lib/platform/newer-statements';
import type { RenderedDevice } from '../../lib/render/rendered-device';
import { renderDevice } from '../../lib/render/render-device';
import { SCENARIOS } from '../render/scenarios';
import { SERVER_OPTIONS } from '../render/server-options';
import { ROWS } from './rows';

/** What every release can take. */
const RENDERED: readonly RenderedDevice[] = renderedOf(SCENARIOS);
const CONFIGURATIONS = [...RENDERED, ...renderedOf(SERVER_OPTIONS)].map(({ group, base }) =>
  `${writeSet(group)}${writeSet(base)}`.split('\n'),
);

function renderedOf(fabrics: Readonly<Record<string, FabricIntent>>): RenderedDevice[] {
  return Object.values(fabrics).flatMap((fabric) => fabric.devices.map((device) => renderDevice(device, fabric)));
}

function linesWith(pattern: RegExp): string[] {
  return CONFIGURATIONS.flat().filter((line) => pattern.test(line));
}

/** What a pattern finds in the lines of one device, each once. */
function found(lines: readonly string[], pattern: RegExp): string[] {
  return [...new Set(lines.flatMap((line) => pattern.exec(line)?.[1] ?? []))].sort();
}

function never(pattern: RegExp): () => void {
  return () => {
    expect(linesWith(pattern)).toEqual([]);
  };
}

/** In each device, whatever the first pattern finds the second one finds too. */
function each(pattern: RegExp, other: RegExp): () => void {
  return () => {
    expect(linesWith(pattern)).not.toEqual([]);
    for (const lines of CONFIGURATIONS)
      expect(found(lines, other)).toEqual(expect.arrayContaining(found(lines, pattern)));
  };
}

/** By number of the row. */
const BUILT: Readonly<Record<number, () => void>> = {
  5: each(
    /^set routing-instances (\S+) protocols evpn ip-prefix-routes/,
    /^set routing-instances (\S+) instance-type vrf$/,
  ),
  15: never(/ lo0 unit | interface lo0\./),
  16: each(/^set (routing-instances \S+ protocols bgp group \S+ neighbor \S+)/, /^set (.* neighbor \S+) peer-as \d+$/),
  21: () => {
    const overriding = /^set routing-instances (\S+ protocols bgp group \S+) as-override$/;
    each(overriding, /^set routing-instances (\S+ protocols bgp group \S+)(?: neighbor \S+)? import \S+-in-marks$/)();
    each(overriding, /^set routing-instances (\S+ protocols bgp group \S+)(?: neighbor \S+)? export \S+-out-marks$/)();
  },
  26: each(/ (?:import|export) ((?!THEIR-)\S+)$/, /^set policy-options policy-statement (\S+) /),
  28: never(/nonstop-routing/),
  30: each(
    / bgp group \S+ export (\S+-servers)$/,
    /^set policy-options policy-statement (\S+) term \S+ from protocol (?:\[.*\bevpn\b.*\]|evpn)$/,
  ),
  35: each(/^set interfaces (\S+) unit \d+ vlan-id/, /^set interfaces (\S+) (?:flexible-)?vlan-tagging$/),
  36: each(/^set interfaces (\S+) native-vlan-id/, /^set interfaces (\S+) flexible-vlan-tagging$/),
  45: () => {
    const owned = /^set routing-instances (\S+) instance-type vrf$/;
    each(owned, /^set routing-instances (\S+) routing-options multipath$/)();
    each(owned, /^set routing-instances (\S+) routing-options rib \S+\.inet6\.0 multipath$/)();
    each(owned, /^set routing-instances (\S+) routing-options router-id \d/)();
  },
  48: () => {
    const first = JunosRelease.parse('17.3R3-S1');
    const newer = RENDERED.flatMap(({ group, base }) => [
      ...statementsNewerThan(group, first),
      ...statementsNewerThan(base, first),
    ]);
    expect(newer.filter(({ isCertain }) => isCertain)).toEqual([]);
  },
  49: each(/ then community add (\S+)$/, /^set policy-options community (\S+) members [^*]+$/),
};

test('every row that says built in has a test', () => {
  const rows = ROWS.flatMap(({ built }, i) => (built === undefined ? [] : [i + 1]));
  expect(Object.keys(BUILT).map(Number)).toEqual(rows);
});

test.each(Object.entries(BUILT))('row %s holds in every golden configuration', (_, holds) => {
  holds();
});
