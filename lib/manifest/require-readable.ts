import type { z } from 'zod';
import type { FabricIntent } from '../intent/fabric-intent';
import { deviceSchema, fabricSchema, serverSchema } from '../intent/schema';
import { intentUnreadable } from './errors';

/**
 * What synth writes is read back before it is written: otherwise the CLI would refuse it later, when it is to be rolled out.
 * One device after the other, so that no second copy of a large fabric is in memory.
 *
 * @throws FabricError `intentUnreadable`
 */
export function requireReadable(fabric: FabricIntent): void {
  requireForm(fabricSchema, { ...fabric, devices: [], servers: [] }, fabric.constructPath);
  for (const device of fabric.devices) requireForm(deviceSchema, device, device.constructPath);
  for (const server of fabric.servers) requireForm(serverSchema, server, server.constructPath);
}

function requireForm(schema: z.ZodType, written: object, constructPath: string): void {
  // Zod would compile a reader of its own for each schema first, which pays only for who reads more than a synth does.
  const result = schema.safeParse(written, { jitless: true });
  const [first] = result.error?.issues ?? [];
  if (first === undefined) return;
  const place = first.path.map(String);
  throw intentUnreadable(place.join('.'), first.message, constructAt(written, place) ?? constructPath);
}

/** Path of the innermost construct on the way to a place. */
function constructAt(written: object, place: readonly string[]): string | undefined {
  const [key, ...rest] = place;
  const below: unknown = key === undefined ? undefined : Object.entries(written).find(([name]) => name === key)?.[1];
  const found = typeof below === 'object' && below !== null ? constructAt(below, rest) : undefined;
  if (found !== undefined) return found;
  return 'constructPath' in written && typeof written.constructPath === 'string' ? written.constructPath : undefined;
}
