import type { StatementPath } from './statement-path';
import { expandPath } from './statement-path';

/** Between which two of the releases that were looked at a statement came. */
export interface Presence {
  /** First release that was looked at and has it. */
  readonly since: string;
  /** Last release before it that was looked at and does not. */
  readonly lastWithout: string;
}

/**
 * The statements of this design that not every release has, from Juniper's YANG of twelve releases, 17.4R1 to 24.4R1. The
 * schema table knows more statements and fewer releases; where both know one, this is the more exact.
 */
const STATEMENTS: readonly (readonly [path: string, lastWithout: string, since: string])[] = [
  ['routing-instances * protocols evpn ip-prefix-routes reject-asymmetric-vni', '20.4R1', '21.4R1'],
  ['routing-instances * protocols evpn ip-prefix-routes route-attributes', '19.2R1', '20.4R1'],
  ['routing-instances * protocols evpn irb-symmetric-routing', '20.4R1', '21.4R1'],
  ['routing-instances * routing-options multipath preserve-nexthop-hierarchy', '19.2R1', '20.4R1'],
  ['<bgp> family inet unicast prefix-limit drop-excess', '20.4R1', '21.4R1'],
  ['<bgp> family inet6 unicast prefix-limit drop-excess', '20.4R1', '21.4R1'],
  ['<bgp> family inet unicast prefix-limit hide-excess', '20.4R1', '21.4R1'],
  ['<bgp> family inet6 unicast prefix-limit hide-excess', '20.4R1', '21.4R1'],
  ['<bgp> bfd-liveness-detection strict-bfd', '22.4R1', '23.2R1'],
  ['<bgp> graceful-shutdown', '18.4R3', '19.1R1'],
  ['<bgp> shutdown', '18.4R3', '19.1R1'],
  ['<bgp> minimum-hold-time', '19.2R1', '20.4R1'],
  ['<bgp> dynamic-neighbor', '18.4R3', '19.1R1'],
  ['<bgp> ebgp-community-cleanup', '21.4R1', '22.4R1'],
  ['interfaces * number-of-sub-ports', '19.2R1', '20.4R1'],
  ['interfaces * unused', '19.2R1', '20.4R1'],
  ['interfaces * ether-options fec', '19.2R1', '20.4R1'],
  ['forwarding-options evpn-vxlan', '19.2R1', '20.4R1'],
  ['forwarding-options tunnel-termination', '22.4R1', '23.2R1'],
  ['policy-options policy-statement * term * then load-balance per-flow', '20.4R1', '21.4R1'],
  ['policy-options policy-statement * then load-balance per-flow', '20.4R1', '21.4R1'],
  ['security authentication-key-chains key-chain * key * ao-attribute', '19.2R1', '20.4R1'],
  ['chassis fpc * pic * port * number-of-sub-ports', '18.1R1', '18.4R3'],
];

/** Values that came later than their statement. */
const VALUES: readonly (readonly [path: string, values: readonly string[], lastWithout: string, since: string])[] = [
  ['interfaces * speed', ['25g', '50g', '100g', '200g', '400g'], '19.2R1', '20.4R1'],
  ['interfaces * speed', ['800g'], '22.4R1', '23.2R1'],
  ['<bgp> authentication-algorithm', ['ao'], '19.2R1', '20.4R1'],
  ['routing-instances * instance-type', ['mac-vrf'], '19.2R1', '20.4R1'],
  ['routing-instances * protocols evpn ip-prefix-routes encapsulation', ['srv6'], '24.2R1', '24.4R1'],
];

/** All that is known, for people: values stand behind their statement. */
export const STATEMENT_PRESENCE: readonly (Presence & { readonly statement: string })[] = [
  ...STATEMENTS.map(([statement, lastWithout, since]) => ({ statement, lastWithout, since })),
  ...VALUES.map(([path, values, lastWithout, since]) => ({
    statement: `${path} ${values.join(', ')}`,
    lastWithout,
    since,
  })),
];

const PRESENCE: ReadonlyMap<string, Presence> = new Map(
  STATEMENTS.flatMap(([path, lastWithout, since]) =>
    expandPath(path).map((one) => [one, { since, lastWithout }] as const),
  ),
);

const PRESENCE_OF_VALUES: ReadonlyMap<string, ReadonlyMap<string, Presence>> = valuesByPath();

function valuesByPath(): Map<string, Map<string, Presence>> {
  const found = new Map<string, Map<string, Presence>>();
  for (const [short, values, lastWithout, since] of VALUES) {
    for (const path of expandPath(short)) {
      const known = found.get(path) ?? new Map<string, Presence>();
      found.set(path, known);
      for (const value of values) known.set(value, { since, lastWithout });
    }
  }
  return found;
}

/** Since when a statement is there; undefined where nothing is known, which mostly means always. */
export function presenceOf(path: StatementPath): Presence | undefined {
  return PRESENCE.get(path);
}

/** Since when a statement takes a value; undefined where nothing is known, which mostly means always. */
export function presenceOfValue(path: StatementPath, value: string): Presence | undefined {
  return PRESENCE_OF_VALUES.get(path)?.get(value);
}
