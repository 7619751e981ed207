import { z } from 'zod';
import { exactly } from '../intent/exactly';
import { fabricSchema, hostname, text } from '../intent/schema';
import { leaverSchema } from '../intent/member-record';
import type { DeviceConfigurationFiles, Manifest, ManifestHostKeys } from './manifest';

/** A name in the manifest's own directory: a separator, `..` or a drive would lead out of it. */
const fileName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,300}$/, 'is not a plain file name');

const configuration = exactly<DeviceConfigurationFiles>()({
  digest: z.string().regex(/^[0-9a-f]{64}$/, 'is not a SHA-256 digest'),
  set: fileName,
  conf: fileName,
  xml: fileName,
  baseSet: fileName.optional(),
});

/** The form of `fabric.json`. */
export const manifestSchema: z.ZodType<Manifest> = exactly<Manifest>()({
  manifestVersion: z.literal(1),
  fabric: fabricSchema,
  knownHosts: exactly<ManifestHostKeys>()({ file: fileName, source: text }),
  configurations: z.record(hostname, configuration),
  leavers: z.array(leaverSchema).max(100_000).optional(),
}).refine(hasOneConfigurationPerDevice, {
  path: ['configurations'],
  message: 'does not have exactly one entry for each device',
});

function hasOneConfigurationPerDevice({ fabric, configurations }: Manifest): boolean {
  const devices = fabric.devices.map((held) => held.hostname).sort();
  return JSON.stringify(devices) === JSON.stringify(Object.keys(configurations).sort());
}
