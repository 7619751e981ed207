import fc from 'fast-check';
import { isIPv4, isIPv6 } from 'node:net';
import { FabricError } from '../../lib/model/fabric-error';
import { Asn } from '../../lib/model/asn';
import { ConfigurationGroupName } from '../../lib/model/configuration-group-name';
import { Hostname } from '../../lib/model/hostname';
import { InstanceName } from '../../lib/model/instance-name';
import { InterfaceAddress } from '../../lib/model/interface-address';
import { InterfaceName } from '../../lib/model/interface-name';
import { IpAddress } from '../../lib/model/ip-address';
import { IpPrefix } from '../../lib/model/ip-prefix';
import { PrefixRange } from '../../lib/model/prefix-range';
import { JunosRelease } from '../../lib/model/junos-release';
import { RouteDistinguisher } from '../../lib/model/route-distinguisher';
import { RouteTarget } from '../../lib/model/route-target';
import { Subnet } from '../../lib/model/subnet';

interface Parser {
  readonly parse: (text: string) => { toString(): string };
  /** Texts that are right: what is tried is a few characters away from one of them. */
  readonly examples: readonly string[];
  /** What no accepted text may fail: Junos' own form, written down a second time. */
  readonly isPossible: (text: string) => boolean;
}

/** `<administrator>:<number>` of route distinguishers and route targets, with Junos' widths. */
function isAdministrated(text: string): boolean {
  const match = /^([0-9.]+)(L?):([0-9]+)$/.exec(text);
  if (match === null) return false;
  const [, administrator = '', long = '', assigned = ''] = match;
  const isAddress = isIPv4(administrator);
  if (!isAddress && (administrator.includes('.') || Number(administrator) > 4294967295)) return false;
  const isWide = isAddress || long === 'L' || Number(administrator) > 65535;
  return !(isAddress && long === 'L') && Number(assigned) <= (isWide ? 65535 : 4294967295);
}

function isAddressWithLength(text: string): boolean {
  const [address = '', length = '', ...more] = text.split('/');
  if (more.length > 0 || !/^\d{1,3}$/.test(length)) return false;
  return isIPv4(address) ? Number(length) <= 32 : isIPv6(address) && Number(length) <= 128;
}

const ADDRESSES = ['172.16.104.1/30', '10.0.0.0/31', '2001:db8:5::1/64', '2001:db8::/127', '192.168.1.10/32'];

const PARSERS: Readonly<Record<string, Parser>> = {
  'a route distinguisher': {
    parse: (text) => RouteDistinguisher.parse(text),
    examples: ['192.168.1.10:5', '65000:4294967295', '4210000010L:5', '4210000010:65535'],
    isPossible: isAdministrated,
  },
  'a route target': {
    parse: (text) => RouteTarget.parse(text),
    examples: ['target:62273:16776000', 'target:4210000001L:5005', 'target:192.168.1.1:9'],
    isPossible: (text) => text.startsWith('target:') && isAdministrated(text.slice('target:'.length)),
  },
  'an interface name': {
    parse: (text) => InterfaceName.parse(text),
    examples: ['et-0/0/15', 'xe-0/0/3:1', 'ge-0/1/0', 'ae1'],
    isPossible: (text) => /^((et|xe|ge|mge)-\d{1,2}\/\d{1,2}\/\d{1,3}(:[0-7])?|ae\d{1,4})$/.test(text),
  },
  'a Junos release': {
    parse: (text) => JunosRelease.parse(text),
    examples: ['17.3R3-S1', '19.1R2', '15.1X53-D60.4', '24.2R1.17', '23.4R1-S2-EVO', '22.2R3-S1.12-EVO'],
    isPossible: (text) => /^\d{1,2}\.\d{1,2}(?:R\d+(?:-S\d+)?|X\d+-D\d+|[FBI]\d+)(?:\.\d+)?(?:-EVO)?$/.test(text),
  },
  'an address': {
    parse: (text) => IpAddress.parse(text),
    examples: ['172.16.104.1', '2001:db8:5::1', '::1'],
    isPossible: (text) => isIPv4(text) || isIPv6(text),
  },
  'an interface address': {
    parse: (text) => InterfaceAddress.parse(text),
    examples: ADDRESSES,
    isPossible: isAddressWithLength,
  },
  'a prefix': {
    parse: (text) => IpPrefix.parse(text),
    examples: ['10.1.5.0/24', '2001:db8:5::/64', '0.0.0.0/0'],
    isPossible: isAddressWithLength,
  },
  'a range of prefixes': {
    parse: (text) => PrefixRange.parse(text),
    examples: ['10.244.0.0/16 upto /26', '2001:db8:5::/48 orlonger', '10.244.0.0/16 prefix-length-range /24-/26'],
    isPossible: (text) =>
      isAddressWithLength(text.trim().split(/\s+/)[0] ?? '') &&
      /^\s*\S+(\s+(exact|orlonger|longer|upto\s+\/\d+|prefix-length-range\s+\/\d+-\/\d+))?\s*$/.test(text),
  },
  'a subnet': {
    parse: (text) => Subnet.parse(text),
    examples: ['172.16.104.0/30', '10.0.0.0/31', '2001:db8::/127'],
    isPossible: isAddressWithLength,
  },
  'an AS number': {
    parse: (text) => Asn.parse(text),
    examples: ['4220000001', '64512.1', '65001'],
    isPossible: (text) => /^\d+(\.\d+)?$/.test(text) && text.split('.').every((half) => Number(half) <= 4294967295),
  },
  'a host name': {
    parse: (text) => Hostname.parse(text),
    examples: ['leaf10', 'leaf-1.dc1'],
    isPossible: (text) => /^[A-Za-z0-9._-]+$/.test(text),
  },
  'a routing instance': {
    parse: (text) => InstanceName.parse(text),
    examples: ['VRF_5', 'tenant-a'],
    isPossible: (text) => text.length <= 128 && !/\s/.test(text) && text !== 'all' && !/^__.*__$/.test(text),
  },
  'a configuration group': {
    parse: (text) => ConfigurationGroupName.parse(text),
    examples: ['dc1', 'fabric_1', 're-2'],
    isPossible: (text) => !/\s/.test(text) && !/^(re[01]|node.*|member.*|global|top|junos-.*)$/.test(text),
  },
};

/** A right text with up to three characters put in, taken out or replaced; or any text at all. */
function nearly(examples: readonly string[]): fc.Arbitrary<string> {
  const character = fc.oneof(
    fc.constantFrom(...Array.from('0123456789.:/-LRSXaetxg_% \n\0٣é')),
    fc.string({ minLength: 1, maxLength: 1 }),
  );
  const edit = fc.record({ at: fc.nat(40), remove: fc.nat(2), insert: fc.oneof(fc.constant(''), character) });
  const edited = fc
    .tuple(fc.constantFrom(...examples), fc.array(edit, { maxLength: 3 }))
    .map(([text, edits]) =>
      edits.reduce((now, { at, remove, insert }) => now.slice(0, at) + insert + now.slice(at + remove), text),
    );
  return fc.oneof({ weight: 9, arbitrary: edited }, { weight: 1, arbitrary: fc.string({ unit: 'binary' }) });
}

describe.each(Object.entries(PARSERS))('%s', (_name, { parse, examples, isPossible }) => {
  test.each(examples)('%s is read', (text) => {
    expect(parse(parse(text).toString()).toString()).toBe(parse(text).toString());
  });

  test('is refused with an error for people, or is what Junos takes', () => {
    fc.assert(
      fc.property(nearly(examples), (text) => {
        let canonical: string;
        try {
          canonical = parse(text).toString();
        } catch (error) {
          expect(FabricError.isFabricError(error)).toBe(true);
          return;
        }
        expect([text, isPossible(text), isPossible(canonical)]).toEqual([text, true, true]);
        expect(parse(canonical).toString()).toBe(canonical);
      }),
      { numRuns: 3000 },
    );
  });
});
