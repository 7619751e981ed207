import type { FabricIntent } from '../intent/fabric-intent';

/** Devices that are only looked at: what is held of so many of them is all that is held, however large the fabric is. */
export const DEVICES_AT_ONCE = 20;

/** What their answers may hold while they arrive: half of what all sessions of the process may. */
const BYTES_AT_ONCE = 64 * 1024 * 1024;
/** What a device prints of one attachment of a prefix in its database of type-5 routes, at the least indentation. */
const BYTES_OF_ATTACHMENT = 400;

/**
 * How many devices of a fabric are asked at a time. Each tells every prefix of the fabric with each attachment: in a large
 * one the answers of twenty are more than the sessions of the process may hold together.
 */
export function devicesAtOnce({ devices }: FabricIntent): number {
  const attachments = devices.reduce(
    (sum, { peerings }) => peerings.reduce((own, { acceptedPrefixes }) => own + (acceptedPrefixes?.length ?? 0), sum),
    0,
  );
  const fitting = Math.floor(BYTES_AT_ONCE / Math.max(1, attachments * BYTES_OF_ATTACHMENT));
  return Math.min(DEVICES_AT_ONCE, Math.max(1, fitting));
}
