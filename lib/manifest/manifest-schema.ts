import { z } from 'zod';
import type { Manifest } from './manifest';

/*
 * The form of a manifest, for reading one that may come from anywhere: a pipeline's artifact store, a copied directory, an
 * editor. Unknown keys are refused, since the CLI that reads a manifest travels with it and is of the same version.
 */

const MAX_ITEMS = 1_000_000;

const text = z
  .string()
  .min(1)
  .max(4096)
  .regex(/^[^\p{Cc}]*$/u, 'has control characters');
/** The form of a host name, which names files too. */
export const hostname = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,254}$/, 'is not a host name');
const path = text;
const asn = z.int().min(1).max(4294967295);
/** A name in the manifest's own directory: a separator, `..` or a drive would lead out of it. */
const fileName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,300}$/, 'is not a plain file name');
const family = z.enum(['inet', 'inet6']);
const expectation = z.enum(['UP', 'PROVISIONED']);
const prerequisite = z.enum(['PRESENT', 'CONFIGURE']);
const variableName = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'is not the name of an environment variable');
const list = <T extends z.ZodType>(item: T): z.ZodArray<T> => z.array(item).max(MAX_ITEMS);

/** OpenSSH would take a leading `-` for an option. */
const user = text.regex(/^[^-]/, 'is not a login name');

/** The form of the name of a fabric, which names files too. */
export const fabricName = z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,62}$/, 'is not the name of a fabric');

/** The form of a login. */
export const login = z.discriminatedUnion('method', [
  z.strictObject({ method: z.literal('agent'), user }),
  z.strictObject({ method: z.literal('keyFile'), user, path: text, passphraseFromEnv: text.optional() }),
  z
    .strictObject({
      method: z.literal('password'),
      user,
      fromEnv: text.optional(),
      fromFile: text.optional(),
      fromCommand: list(text).min(1).optional(),
      environment: list(variableName).optional(),
    })
    .refine(
      (one) => [one.fromEnv, one.fromFile, one.fromCommand].filter((place) => place !== undefined).length === 1,
      'has not exactly one of fromEnv, fromFile and fromCommand',
    ),
  z.strictObject({
    method: z.literal('openSsh'),
    user: user.optional(),
    configFile: text.optional(),
    environment: list(variableName).optional(),
  }),
]);

const secret = z.discriminatedUnion('from', [
  z.strictObject({ from: z.literal('environment'), variable: text }),
  z.strictObject({ from: z.literal('file'), path: text }),
  z.strictObject({
    from: z.literal('command'),
    command: list(text).min(1),
    environment: list(variableName).optional(),
  }),
]);

const bfd = z.strictObject({ minimumIntervalMs: z.int().min(1), multiplier: z.int().min(1) });

const aggregate = z.strictObject({
  members: list(text).min(1),
  lacp: z.enum(['active', 'passive']),
  lacpPeriodic: z.enum(['fast', 'slow']).optional(),
  minimumLinks: z.int().min(1).optional(),
  microBfd: bfd.extend({ localAddress: text, neighbor: text }).optional(),
});

const thresholdPercent = z.int().min(1).max(100).optional();

const prefixLimitAction = z.discriminatedUnion('action', [
  z.strictObject({
    action: z.literal('teardown'),
    thresholdPercent,
    idleTimeoutMin: z.union([z.int().min(1).max(2400), z.literal('forever')]),
  }),
  z.strictObject({ action: z.enum(['dropExcess', 'hideExcess']), thresholdPercent }),
]);

const authentication = z.discriminatedUnion('method', [
  z.strictObject({ method: z.literal('md5'), secret }),
  z.strictObject({
    method: z.literal('keyChain'),
    keyChain: text,
    algorithm: z.enum(['md5', 'hmac-sha-1-96', 'aes-128-cmac-96']),
  }),
  z.strictObject({ method: z.literal('tcpAo'), keyChain: text }),
]);

const keyChain = z.strictObject({
  name: text,
  constructPath: path,
  owned: z.boolean(),
  keys: list(
    z.strictObject({
      id: z.int().min(0).max(63),
      secret,
      startTime: text,
      algorithm: z.enum(['md5', 'hmac-sha-1', 'ao']).optional(),
      ao: z
        .strictObject({
          sendId: z.int().min(0).max(255),
          recvId: z.int().min(0).max(255),
          cryptographicAlgorithm: z.enum(['hmac-sha-1-96', 'aes-128-cmac-96']),
        })
        .optional(),
    }),
  ),
});

const advertised = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('prefixes'), prefixes: list(text) }),
  z.strictObject({ kind: z.literal('defaultFromEvpn') }),
  z.strictObject({ kind: z.literal('generatedDefault') }),
]);

const peering = z.strictObject({
  constructPath: path,
  vrf: text,
  group: text,
  family,
  neighbor: text,
  isRange: z.literal(true).optional(),
  localAddress: text,
  peerAsn: asn,
  description: text,
  acceptedPrefixes: list(text).nullable(),
  acceptAnythingReason: text.optional(),
  prefixLimit: z.int().min(1).max(4294967295),
  prefixLimitAction: prefixLimitAction.optional(),
  bfd: bfd.optional(),
  holdTimeSec: z.int().min(0).max(65535).optional(),
  authentication: authentication.optional(),
  gracefulRestart: z
    .strictObject({ restartTimeSec: z.int().min(1).optional(), staleRoutesTimeSec: z.int().min(1).optional() })
    .optional(),
  ttlSecurity: z.literal(true).optional(),
  communities: list(text).optional(),
  localPreference: z.int().min(0).max(4294967295).optional(),
  asOverride: z.literal(true).optional(),
  siteOfOrigin: text.optional(),
  drained: text.optional(),
  backup: z.strictObject({ prependCount: z.int().min(1), localPreference: z.int().min(0).max(4294967295) }).optional(),
  advertised: advertised.optional(),
  importPolicies: list(text).optional(),
  exportPolicies: list(text).optional(),
  server: text.optional(),
  expect: expectation,
});

const portSpeed = z.enum(['1g', '10g', '25g', '40g', '50g', '100g', '200g', '400g']);

const attachedInterface = z.strictObject({
  constructPath: path,
  port: text,
  unit: z.int().min(0),
  vlanId: z.int().min(1).max(4094).optional(),
  vrf: text,
  description: text,
  native: z.literal(true).optional(),
  mtu: z.int().min(1).optional(),
  inetMtu: z.int().min(1).optional(),
  inet6Mtu: z.int().min(1).optional(),
  speed: portSpeed.optional(),
  aggregate: aggregate.optional(),
  addresses: list(z.strictObject({ family, address: text })),
  expect: expectation,
});

const numberRange = z.tuple([z.int().min(0), z.int().min(0)]);

const modelFacts = z.strictObject({
  name: text,
  productName: text,
  series: z.enum(['QFX5000', 'QFX10000']),
  ports: list(
    z.strictObject({
      type: z.enum(['et', 'xe', 'ge', 'mge', 'ae']),
      fpc: numberRange,
      pic: z.int().min(0),
      ports: numberRange,
      channels: numberRange.optional(),
      speeds: list(portSpeed),
    }),
  ),
  routesVxlan: z.boolean(),
  requiresOverlayEcmp: z.boolean(),
  dualRoutingEngine: z.boolean(),
  evolved: z.boolean(),
  statedFrom: text.optional(),
});

const underlay = z.strictObject({
  constructPath: path,
  localAsn: asn,
  bfd: bfd.optional(),
  links: list(
    z.strictObject({
      constructPath: path,
      peer: hostname,
      port: text,
      aggregate: aggregate.optional(),
      description: text,
      mtu: z.int().min(1).optional(),
      inetMtu: z.int().min(1).optional(),
      address: text,
      neighbor: text,
      peerAsn: asn,
    }),
  ),
});

const overlayNeighbors = list(z.strictObject({ hostname, address: text }));

const overlay = z.strictObject({
  constructPath: path,
  clusterId: text.optional(),
  bfd: bfd.optional(),
  clients: overlayNeighbors,
  peers: overlayNeighbors,
});

const breakout = z.strictObject({
  constructPath: path,
  port: text,
  channelSpeed: z.enum(['10g', '25g', '50g', '100g']),
  channels: z.int().min(1).max(8).optional(),
});

const device = z.strictObject({
  hostname,
  constructPath: path,
  role: z.enum(['leaf', 'spine']),
  model: text,
  modelFacts: modelFacts.optional(),
  junos: text,
  loopback: text,
  routeDistinguisherId: text.optional(),
  failureDomain: text.optional(),
  redundancyGroup: text.optional(),
  managementAddress: text,
  managementPort: z.int().min(1).max(65535),
  login,
  removalPolicy: z.enum(['WITHDRAW', 'RETAIN']),
  prerequisites: z.strictObject({
    autonomousSystem: prerequisite,
    vtepSourceInterface: prerequisite.optional(),
    forwardingTableExport: prerequisite,
    overlayEcmp: prerequisite.optional(),
    routerId: prerequisite.optional(),
    aggregatedDeviceCount: prerequisite.optional(),
    breakouts: prerequisite.optional(),
    gracefulRestart: prerequisite.optional(),
  }),
  vrfs: list(z.strictObject({ name: text, routeDistinguisher: text.optional() })),
  interfaces: list(attachedInterface),
  peerings: list(peering),
  underlay: underlay.optional(),
  overlay: overlay.optional(),
  breakouts: list(breakout).optional(),
  statements: list(
    z.strictObject({ constructPath: path, line: text, unchecked: z.literal(true).optional() }),
  ).optional(),
  adopted: list(
    z.strictObject({ constructPath: path, path: text, reason: text, ifPresent: z.literal(true).optional() }),
  ).optional(),
});

const vrf = z.strictObject({
  name: text,
  constructPath: path,
  owned: z.boolean(),
  vni: z.int().min(1).max(16777214).optional(),
  routeTarget: text.optional(),
  importRouteTargets: z.array(text).optional(),
  rdNumber: z.int().min(1).max(65535).optional(),
  carriesLocalPreference: z.literal(true).optional(),
});

const attachment = z.strictObject({
  hostname,
  port: text,
  unit: z.int().min(0),
  addresses: list(z.strictObject({ family, leaf: text, server: text })),
  expect: expectation,
  serverInterface: text.optional(),
  serverMembers: list(text).optional(),
});

const survives = z.strictObject({
  anySingle: z.enum(['leaf', 'spine', 'link', 'session', 'failureDomain', 'wave']),
  paths: z.int().min(1).optional(),
});

const server = z.strictObject({
  name: text,
  constructPath: path,
  asn,
  vrf: text,
  prefixes: list(text).nullable(),
  attachments: list(attachment),
  routerId: text.optional(),
  sourceAddress: text.optional(),
  sourceAddress6: text.optional(),
  forwarding: z.boolean().optional(),
  survives: list(survives).optional(),
  serverSide: list(z.enum(['FRR', 'FRR_DAEMONS', 'BIRD', 'JUNOS', 'NETPLAN', 'NETWORKD'])).optional(),
});

const consent = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('forwardingRestart'), hostname, reason: text }),
  z.strictObject({ kind: z.literal('overwriteDrift'), hostname, digest: text, reason: text }),
  z.strictObject({ kind: z.literal('partition'), vrf: text, reason: text }),
]);

const rollout = z.strictObject({
  mode: z.enum(['transaction', 'rolling']).optional(),
  canary: hostname.optional(),
  maxParallel: z.int().min(1).optional(),
  maxUnavailable: z.int().min(1).optional(),
  soakTimeSec: z.int().min(0).optional(),
  failureBudget: z.int().min(0).optional(),
});

const acknowledgement = z.strictObject({ constructPath: path, rule: text, reason: text });

const configuration = z.strictObject({
  digest: z.string().regex(/^[0-9a-f]{64}$/, 'is not a SHA-256 digest'),
  set: fileName,
  conf: fileName,
  xml: fileName,
  baseSet: fileName.optional(),
});

/** The form of `fabric.json`. */
export const manifestSchema: z.ZodType<Manifest> = z
  .strictObject({
    manifestVersion: z.literal(1),
    fabric: z.strictObject({
      name: fabricName,
      formerName: fabricName.optional(),
      constructPath: path,
      overlayAsn: asn,
      devices: list(device),
      vrfs: list(vrf),
      servers: list(server),
      consents: list(consent),
      acknowledgements: list(acknowledgement).optional(),
      keyChains: list(keyChain).optional(),
      rollout: rollout.optional(),
      survives: list(survives).optional(),
    }),
    knownHosts: z.strictObject({ file: fileName, source: text }),
    configurations: z.record(hostname, configuration),
  })
  .refine(hasOneConfigurationPerDevice, {
    path: ['configurations'],
    message: 'does not have exactly one entry for each device',
  });

function hasOneConfigurationPerDevice({ fabric, configurations }: Manifest): boolean {
  const devices = fabric.devices.map((held) => held.hostname).sort();
  return JSON.stringify(devices) === JSON.stringify(Object.keys(configurations).sort());
}
