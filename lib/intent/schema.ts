import { z } from 'zod';
import type { QfxModelFacts } from '../platform/qfx-model';
import type {
  AcknowledgementIntent,
  AdoptionIntent,
  AdvertisedIntent,
  AggregateIntent,
  AttachmentAddressIntent,
  AttachmentIntent,
  AuthenticationIntent,
  BackupIntent,
  BfdIntent,
  BreakoutIntent,
  ConsentIntent,
  DeviceIntent,
  DeviceOverlayIntent,
  DeviceUnderlayIntent,
  DeviceVrfIntent,
  ExternalOverlayIntent,
  ExternalPrerequisiteIntent,
  FabricIntent,
  FabricLinkIntent,
  GracefulRestartIntent,
  GroupOfOthersIntent,
  InterfaceAddressIntent,
  InterfaceIntent,
  KeyChainIntent,
  KeyIntent,
  LoginIntent,
  LoopbackUnitIntent,
  MultihopIntent,
  OverlayNeighborIntent,
  PeeringIntent,
  PrefixLimitActionIntent,
  PrerequisitesIntent,
  RawStatementIntent,
  RolloutIntent,
  SecretIntent,
  ServerIntent,
  SurvivesIntent,
  VrfIntent,
} from './fabric-intent';
import { exactly } from './exactly';

/*
 * The form of the intent, for reading one that may come from anywhere: a pipeline's artifact store, a copied directory, an
 * editor. Unknown keys are refused, since the CLI that reads a manifest travels with it and is of the same version. Every
 * object is exact by its type: a key or value of the type that is missing here does not compile.
 */

const MAX_ITEMS = 1_000_000;

/** Text on one line. */
export const text = z
  .string()
  .min(1)
  .max(4096)
  .regex(/^[^\p{Cc}]*$/u, 'has control characters');
/** The form of a host name, which names files too. */
export const hostname = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,254}$/, 'is not a host name');
const path = text;
const asn = z.int().min(1).max(4294967295);
const family = z.enum(['inet', 'inet6']);
const expectation = z.enum(['UP', 'PROVISIONED']);
const atLeast = z.record(text, z.int().min(1).max(4294967295));

const prerequisite = z.union([
  z.enum(['PRESENT', 'CONFIGURE']),
  exactly<ExternalPrerequisiteIntent>()({ external: text }),
]);
const variableName = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'is not the name of an environment variable');
const list = <T extends z.ZodType>(item: T): z.ZodArray<T> => z.array(item).max(MAX_ITEMS);

/** OpenSSH would take a leading `-` for an option. */
const user = text.regex(/^[^-]/, 'is not a login name');

/** The form of the name of a fabric, which names files too. */
export const fabricName = z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,62}$/, 'is not the name of a fabric');

/** The form of a login. */
export const login = z.discriminatedUnion('method', [
  exactly<Of<LoginIntent, 'method', 'agent'>>()({ method: z.literal('agent'), user }),
  exactly<Of<LoginIntent, 'method', 'keyFile'>>()({
    method: z.literal('keyFile'),
    user,
    path: text,
    passphraseFromEnv: text.optional(),
  }),
  exactly<Of<LoginIntent, 'method', 'password'>>()({
    method: z.literal('password'),
    user,
    fromEnv: text.optional(),
    fromFile: text.optional(),
    fromCommand: list(text).min(1).optional(),
    environment: list(variableName).optional(),
  }).refine(
    (one) => [one.fromEnv, one.fromFile, one.fromCommand].filter((place) => place !== undefined).length === 1,
    'has not exactly one of fromEnv, fromFile and fromCommand',
  ),
  exactly<Of<LoginIntent, 'method', 'openSsh'>>()({
    method: z.literal('openSsh'),
    user: user.optional(),
    configFile: text.optional(),
    environment: list(variableName).optional(),
  }),
]);

const secret = z.discriminatedUnion('from', [
  exactly<Of<SecretIntent, 'from', 'environment'>>()({ from: z.literal('environment'), variable: text }),
  exactly<Of<SecretIntent, 'from', 'file'>>()({ from: z.literal('file'), path: text }),
  exactly<Of<SecretIntent, 'from', 'command'>>()({
    from: z.literal('command'),
    command: list(text).min(1),
    environment: list(variableName).optional(),
  }),
]);

const bfd = exactly<BfdIntent>()({ minimumIntervalMs: z.int().min(1), multiplier: z.int().min(1) });

const aggregate = exactly<AggregateIntent>()({
  members: list(text).min(1),
  lacp: z.enum(['active', 'passive']),
  lacpPeriodic: z.enum(['fast', 'slow']).optional(),
  minimumLinks: z.int().min(1).optional(),
  microBfd: exactly<NonNullable<AggregateIntent['microBfd']>>()({
    ...bfd.shape,
    localAddress: text,
    neighbor: text,
  }).optional(),
});

const thresholdPercent = z.int().min(1).max(100).optional();

const prefixLimitAction = z.discriminatedUnion('action', [
  exactly<Of<PrefixLimitActionIntent, 'action', 'teardown'>>()({
    action: z.literal('teardown'),
    thresholdPercent,
    idleTimeoutMin: z.union([z.int().min(1).max(2400), z.literal('forever')]),
  }),
  exactly<Of<PrefixLimitActionIntent, 'action', 'dropExcess' | 'hideExcess'>>()({
    action: z.enum(['dropExcess', 'hideExcess']),
    thresholdPercent,
  }),
]);

const authentication = z.discriminatedUnion('method', [
  exactly<Of<AuthenticationIntent, 'method', 'md5'>>()({ method: z.literal('md5'), secret }),
  exactly<Of<AuthenticationIntent, 'method', 'keyChain'>>()({
    method: z.literal('keyChain'),
    keyChain: text,
    algorithm: z.enum(['md5', 'hmac-sha-1-96', 'aes-128-cmac-96']),
  }),
  exactly<Of<AuthenticationIntent, 'method', 'tcpAo'>>()({ method: z.literal('tcpAo'), keyChain: text }),
]);

const keyChain = exactly<KeyChainIntent>()({
  name: text,
  constructPath: path,
  owned: z.boolean(),
  keys: list(
    exactly<KeyIntent>()({
      id: z.int().min(0).max(63),
      secret,
      startTime: text,
      algorithm: z.enum(['md5', 'hmac-sha-1', 'ao']).optional(),
      ao: exactly<NonNullable<KeyIntent['ao']>>()({
        sendId: z.int().min(0).max(255),
        recvId: z.int().min(0).max(255),
        cryptographicAlgorithm: z.enum(['hmac-sha-1-96', 'aes-128-cmac-96']),
      }).optional(),
    }),
  ),
});

const advertised = z.discriminatedUnion('kind', [
  exactly<Of<AdvertisedIntent, 'kind', 'prefixes'>>()({ kind: z.literal('prefixes'), prefixes: list(text) }),
  exactly<Of<AdvertisedIntent, 'kind', 'defaultFromEvpn'>>()({ kind: z.literal('defaultFromEvpn') }),
  exactly<Of<AdvertisedIntent, 'kind', 'generatedDefault'>>()({ kind: z.literal('generatedDefault') }),
]);

const peering = exactly<PeeringIntent>()({
  constructPath: path,
  vrf: text,
  group: text,
  dualStackGroup: z.literal(true).optional(),
  family,
  neighbor: text,
  isRange: z.literal(true).optional(),
  localAddress: text,
  statedLocalAddress: text.optional(),
  peerAsn: asn,
  description: text.optional(),
  acceptedPrefixes: list(text).nullable(),
  atLeast: atLeast.optional(),
  acceptAnythingReason: text.optional(),
  groupOfOthers: exactly<GroupOfOthersIntent>()({
    inherited: list(text),
    namesFamily: z.literal(true).optional(),
  }).optional(),
  prefixLimit: z.int().min(1).max(4294967295),
  prefixLimitAction: prefixLimitAction.optional(),
  bfd: bfd.optional(),
  bfdDuringRestart: z.enum(['fastFailover', 'restartHelp']).optional(),
  holdTimeSec: z.int().min(0).max(65535).optional(),
  authentication: authentication.optional(),
  gracefulRestart: exactly<GracefulRestartIntent>()({
    restartTimeSec: z.int().min(1).optional(),
    staleRoutesTimeSec: z.int().min(1).optional(),
  }).optional(),
  serverGracefulRestart: z.literal(true).optional(),
  ttlSecurity: z.literal(true).optional(),
  multihop: exactly<MultihopIntent>()({ ttl: z.int().min(1).max(255).optional() }).optional(),
  loops: z.int().min(1).max(10).optional(),
  communities: list(text).optional(),
  localPreference: z.int().min(0).max(4294967295).optional(),
  asOverride: z.literal(true).optional(),
  siteOfOrigin: text.optional(),
  drained: text.optional(),
  backup: exactly<BackupIntent>()({
    prependCount: z.int().min(1),
    localPreference: z.int().min(0).max(4294967295),
  }).optional(),
  advertised: advertised.optional(),
  importPolicies: list(text).optional(),
  exportPolicies: list(text).optional(),
  server: text.optional(),
  expect: expectation,
});

const portSpeed = z.enum(['1g', '10g', '25g', '40g', '50g', '100g', '200g', '400g']);

const attachedInterface = exactly<InterfaceIntent>()({
  constructPath: path,
  port: text,
  unit: z.int().min(0),
  vlanId: z.int().min(1).max(4094).optional(),
  vrf: text,
  description: text.optional(),
  native: z.literal(true).optional(),
  mtu: z.int().min(1).optional(),
  inetMtu: z.int().min(1).optional(),
  inet6Mtu: z.int().min(1).optional(),
  speed: portSpeed.optional(),
  aggregate: aggregate.optional(),
  addresses: list(exactly<InterfaceAddressIntent>()({ family, address: text })),
  expect: expectation,
  lldpNeighbor: text.optional(),
  portOfOthers: z.literal(true).optional(),
});

const numberRange = z.tuple([z.int().min(0), z.int().min(0)]);

const modelFacts = exactly<QfxModelFacts>()({
  name: text,
  productName: text,
  series: z.enum(['QFX5000', 'QFX10000']),
  ports: list(
    exactly<QfxModelFacts['ports'][number]>()({
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

const underlay = exactly<DeviceUnderlayIntent>()({
  constructPath: path,
  localAsn: asn,
  bfd: bfd.optional(),
  links: list(
    exactly<FabricLinkIntent>()({
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
      lldpNeighbor: text.optional(),
    }),
  ),
});

const overlayNeighbors = list(exactly<OverlayNeighborIntent>()({ hostname, address: text, peerAsn: asn.optional() }));

const overlay = exactly<DeviceOverlayIntent>()({
  constructPath: path,
  clusterId: text.optional(),
  external: exactly<ExternalOverlayIntent>()({
    loops: z.int().min(1).max(10).optional(),
  }).optional(),
  bfd: bfd.optional(),
  clients: overlayNeighbors,
  peers: overlayNeighbors,
});

const breakout = exactly<BreakoutIntent>()({
  constructPath: path,
  port: text,
  channelSpeed: z.enum(['10g', '25g', '50g', '100g']),
  channels: z.int().min(1).max(8).optional(),
});

/** The form of a device with everything on it. */
const deviceSchema = exactly<DeviceIntent>()({
  hostname,
  engineHostnames: list(hostname).optional(),
  constructPath: path,
  role: z.enum(['leaf', 'spine']),
  model: text,
  modelFacts: modelFacts.optional(),
  junos: text,
  loopback: text,
  asn: asn.optional(),
  routeDistinguisherId: text.optional(),
  failureDomain: text.optional(),
  redundancyGroup: text.optional(),
  managementAddress: text,
  managementPort: z.int().min(1).max(65535),
  login,
  removalPolicy: z.enum(['WITHDRAW', 'RETAIN']),
  prerequisites: exactly<PrerequisitesIntent>()({
    autonomousSystem: prerequisite,
    vtepSourceInterface: prerequisite.optional(),
    forwardingTableExport: prerequisite,
    overlayEcmp: prerequisite.optional(),
    routerId: prerequisite.optional(),
    aggregatedDeviceCount: prerequisite.optional(),
    breakouts: prerequisite.optional(),
    gracefulRestart: prerequisite.optional(),
  }),
  vrfs: list(
    exactly<DeviceVrfIntent>()({
      name: text,
      routeDistinguisher: text.optional(),
      loopback: exactly<LoopbackUnitIntent>()({
        unit: z.int().min(1).max(16385),
        addresses: list(text).min(1),
      }).optional(),
    }),
  ),
  interfaces: list(attachedInterface),
  peerings: list(peering),
  underlay: underlay.optional(),
  overlay: overlay.optional(),
  breakouts: list(breakout).optional(),
  statements: list(
    exactly<RawStatementIntent>()({ constructPath: path, line: text, unchecked: z.literal(true).optional() }),
  ).optional(),
  adopted: list(
    exactly<AdoptionIntent>()({ constructPath: path, path: text, reason: text, ifPresent: z.literal(true).optional() }),
  ).optional(),
});

const vrf = exactly<VrfIntent>()({
  name: text,
  constructPath: path,
  owned: z.boolean(),
  vni: z.int().min(1).max(16777214).optional(),
  routeTarget: text.optional(),
  importRouteTargets: z.array(text).optional(),
  rdNumber: z.int().min(1).max(65535).optional(),
  carriesLocalPreference: z.literal(true).optional(),
  autoExport: z.literal(true).optional(),
  gracefulRestart: z.literal(true).optional(),
});

const attachment = exactly<AttachmentIntent>()({
  hostname,
  port: text,
  unit: z.int().min(0),
  addresses: list(exactly<AttachmentAddressIntent>()({ family, leaf: text, server: text })),
  expect: expectation,
  serverInterface: text.optional(),
  serverMembers: list(text).optional(),
});

const survives = exactly<SurvivesIntent>()({
  anySingle: z.enum(['leaf', 'spine', 'link', 'session', 'failureDomain', 'wave']),
  paths: z.int().min(1).optional(),
});

/** The form of a server. */
const serverSchema = exactly<ServerIntent>()({
  name: text,
  constructPath: path,
  asn,
  vrf: text,
  prefixes: list(text).nullable(),
  atLeast: atLeast.optional(),
  attachments: list(attachment),
  routerId: text.optional(),
  sourceAddress: text.optional(),
  sourceAddress6: text.optional(),
  forwarding: z.boolean().optional(),
  survives: list(survives).optional(),
  serverSide: list(z.enum(['FRR', 'FRR_DAEMONS', 'BIRD', 'JUNOS', 'NETPLAN', 'NETWORKD'])).optional(),
});

const consent = z.discriminatedUnion('kind', [
  exactly<Of<ConsentIntent, 'kind', 'forwardingRestart'>>()({
    kind: z.literal('forwardingRestart'),
    hostname,
    reason: text,
  }),
  exactly<Of<ConsentIntent, 'kind', 'overwriteDrift'>>()({
    kind: z.literal('overwriteDrift'),
    hostname,
    digest: text,
    reason: text,
  }),
  exactly<Of<ConsentIntent, 'kind', 'lastAttachment'>>()({
    kind: z.literal('lastAttachment'),
    hostname,
    reason: text,
  }),
  exactly<Of<ConsentIntent, 'kind', 'partition'>>()({ kind: z.literal('partition'), vrf: text, reason: text }),
]);

const rollout = exactly<RolloutIntent>()({
  mode: z.enum(['transaction', 'rolling']).optional(),
  canary: hostname.optional(),
  maxParallel: z.int().min(1).optional(),
  maxUnavailable: z.int().min(1).optional(),
  maxHandshakes: z.int().min(1).optional(),
  soakTimeSec: z.int().min(0).optional(),
  failureBudget: z.int().min(0).optional(),
  checkTimeoutSec: z.int().min(0).optional(),
  confirmTimeoutMin: z.int().min(1).optional(),
});

const acknowledgement = exactly<AcknowledgementIntent>()({ constructPath: path, rule: text, reason: text });

/** The form of a whole fabric. */
export const fabricSchema = exactly<FabricIntent>()({
  name: fabricName,
  formerName: fabricName.optional(),
  constructPath: path,
  overlayAsn: asn,
  devices: list(deviceSchema),
  vrfs: list(vrf),
  servers: list(serverSchema),
  consents: list(consent),
  acknowledgements: list(acknowledgement).optional(),
  keyChains: list(keyChain).optional(),
  rollout: rollout.optional(),
  survives: list(survives).optional(),
  addressPools: list(text).optional(),
});

/** The member of a union that is of one kind. */
type Of<Union, Kind extends keyof Union, Value extends Union[Kind]> = Extract<Union, Readonly<Record<Kind, Value>>>;
