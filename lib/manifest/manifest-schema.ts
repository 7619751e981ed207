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
const hostname = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,254}$/, 'is not a host name');
const path = text;
const asn = z.int().min(1).max(4294967295);
/** A name in the manifest's own directory: a separator, `..` or a drive would lead out of it. */
const fileName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,300}$/, 'is not a plain file name');
const family = z.enum(['inet', 'inet6']);
const expectation = z.enum(['UP', 'PROVISIONED']);
const prerequisite = z.enum(['PRESENT', 'CONFIGURE']);
const list = <T extends z.ZodType>(item: T): z.ZodArray<T> => z.array(item).max(MAX_ITEMS);

const login = z.discriminatedUnion('method', [
  z.strictObject({ method: z.literal('agent'), user: text }),
  z.strictObject({ method: z.literal('keyFile'), user: text, path: text, passphraseFromEnv: text.optional() }),
  z.strictObject({ method: z.literal('password'), user: text, fromEnv: text }),
]);

const peering = z.strictObject({
  constructPath: path,
  vrf: text,
  group: text,
  family,
  neighbor: text,
  localAddress: text,
  peerAsn: asn,
  description: text,
  acceptedPrefixes: list(text).nullable(),
  acceptAnythingReason: text.optional(),
  prefixLimit: z.int().min(1).max(4294967295),
  bfd: z.strictObject({ minimumIntervalMs: z.int().min(1), multiplier: z.int().min(1) }).optional(),
  holdTimeSec: z.int().min(0).max(65535).optional(),
  server: text.optional(),
  expect: expectation,
});

const attachedInterface = z.strictObject({
  constructPath: path,
  port: text,
  unit: z.int().min(0),
  vlanId: z.int().min(1).max(4094).optional(),
  vrf: text,
  description: text,
  mtu: z.int().min(1).optional(),
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
      speeds: list(z.enum(['1g', '10g', '25g', '40g', '50g', '100g', '200g', '400g'])),
    }),
  ),
  routesVxlan: z.boolean(),
  requiresOverlayEcmp: z.boolean(),
  dualRoutingEngine: z.boolean(),
  evolved: z.boolean(),
  statedFrom: text.optional(),
});

const device = z.strictObject({
  hostname,
  constructPath: path,
  role: z.literal('leaf'),
  model: text,
  modelFacts: modelFacts.optional(),
  junos: text,
  loopback: text,
  routeDistinguisherId: text.optional(),
  failureDomain: text.optional(),
  managementAddress: text,
  managementPort: z.int().min(1).max(65535),
  login,
  removalPolicy: z.enum(['WITHDRAW', 'RETAIN']),
  prerequisites: z.strictObject({
    autonomousSystem: prerequisite,
    vtepSourceInterface: prerequisite,
    forwardingTableExport: prerequisite,
    overlayEcmp: prerequisite.optional(),
  }),
  vrfs: list(z.strictObject({ name: text, routeDistinguisher: text.optional() })),
  interfaces: list(attachedInterface),
  peerings: list(peering),
});

const vrf = z.strictObject({
  name: text,
  constructPath: path,
  owned: z.boolean(),
  vni: z.int().min(1).max(16777214).optional(),
  routeTarget: text.optional(),
  rdNumber: z.int().min(1).max(65535).optional(),
});

const attachment = z.strictObject({
  hostname,
  port: text,
  unit: z.int().min(0),
  addresses: list(z.strictObject({ family, leaf: text, server: text })),
  expect: expectation,
});

const server = z.strictObject({
  name: text,
  constructPath: path,
  asn,
  vrf: text,
  prefixes: list(text).nullable(),
  attachments: list(attachment),
});

const consent = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('forwardingRestart'), hostname, reason: text }),
  z.strictObject({ kind: z.literal('overwriteDrift'), hostname, digest: text, reason: text }),
]);

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
      name: z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,62}$/, 'is not the name of a fabric'),
      constructPath: path,
      overlayAsn: asn,
      devices: list(device),
      vrfs: list(vrf),
      servers: list(server),
      consents: list(consent),
      acknowledgements: list(acknowledgement).optional(),
    }),
    knownHostsFile: fileName.optional(),
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
