import fc from 'fast-check';
import type { FabricIntent, PeeringIntent } from '../../../lib/intent/fabric-intent';
import type { Home } from './fabrics';
import { serverFabric } from './fabrics';

/** Options that two ends of a session share. */
export const sessionOptions: fc.Arbitrary<Partial<PeeringIntent>> = fc.record(
  {
    bfd: fc.record({
      minimumIntervalMs: fc.integer({ min: 10, max: 60000 }),
      multiplier: fc.integer({ min: 2, max: 255 }),
    }),
    holdTimeSec: fc.integer({ min: 3, max: 65535 }),
    ttlSecurity: fc.constant(true as const),
    authentication: fc.constant({ method: 'md5', secret: { from: 'environment', variable: 'KEY' } } as const),
    gracefulRestart: fc.record({ restartTimeSec: fc.integer({ min: 1, max: 600 }) }, { requiredKeys: [] }),
    serverGracefulRestart: fc.constant(true as const),
    bfdDuringRestart: fc.constantFrom('fastFailover' as const, 'restartHelp' as const),
    asOverride: fc.constant(true as const),
    advertised: fc.constantFrom(
      { kind: 'defaultFromEvpn' },
      { kind: 'generatedDefault' },
      { kind: 'prefixes', prefixes: ['10.0.0.0/8', '2001:db8::/32'] },
    ),
  },
  { requiredKeys: [] },
);

/** The same with both families of the server in one BGP group. */
function inOneGroup(fabric: FabricIntent): FabricIntent {
  const peering = (one: PeeringIntent): PeeringIntent => ({
    ...one,
    group: one.server ?? one.group,
    dualStackGroup: true,
  });
  return {
    ...fabric,
    devices: fabric.devices.map((device) => ({ ...device, peerings: device.peerings.map(peering) })),
  };
}

/** Fabrics of one server with one to five attachments, on ports and VLANs, in one family or both, in one BGP group or one for each. */
export const fabrics = (options = sessionOptions): fc.Arbitrary<FabricIntent> =>
  fc
    .record({
      homes: fc.array(
        fc.record({
          tag: fc.option(fc.integer({ min: 1, max: 4094 }), { nil: undefined }),
          families: fc.constantFrom('inet', 'inet6', 'both'),
          session: options,
        }),
        { minLength: 1, maxLength: 5 },
      ),
      isDualStackGroup: fc.boolean(),
      asn: fc.integer({ min: 1, max: 4294967294 }),
      announced: fc.subarray([
        '10.1.5.0/24',
        '203.0.113.10/32',
        '2001:db8:5::/64',
        '2001:db8:113::10/128',
        '10.1.0.0/16 longer',
        '10.244.0.0/16 upto /26',
        '10.245.0.0/16 prefix-length-range /24-/26',
        '2001:db8:244::/48 orlonger',
      ]),
    })
    .map(({ announced, asn, homes, isDualStackGroup }) => {
      const fabric = serverFabric(
        homes.map(({ families, session, tag }, i): Home => {
          const [low, high] = [4 * i + 1, 4 * i + 2];
          return {
            hostname: `leaf${10 + i}`,
            port: tag === undefined ? {} : { unit: tag, vlanId: tag },
            attachment: { serverInterface: `xe-0/0/${i}` },
            ...(families !== 'inet6' && { inet: [`172.16.104.${low}/30`, `172.16.104.${high}/30`] }),
            ...(families !== 'inet' && {
              inet6: [`2001:db8:104::${low.toString(16)}/126`, `2001:db8:104::${high.toString(16)}/126`],
            }),
            session,
          };
        }),
        { asn, prefixes: announced, routerId: '10.255.0.1' },
      );
      return isDualStackGroup ? inOneGroup(fabric) : fabric;
    });
