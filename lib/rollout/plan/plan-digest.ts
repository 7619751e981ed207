import { createHash } from 'node:crypto';
import type { ConsentIntent } from '../../intent/fabric-intent';
import { compareText } from '../../model/order';
import { hasSecrets, secretsFingerprint } from '../../secrets/fingerprint';
import type { DeviceChange } from '../group/device-change';
import type { ChangePlan } from './change-plan';

/**
 * Of what is to be done to a device. The diff has its secrets masked: another value of one looks the same.
 *
 * @param later - what is done to it in a second transaction
 * @param salt - of fingerprints of the secrets that are loaded; undefined: they do not count
 */
export function digestOfChange(
  { diff, needed, wanted }: DeviceChange,
  later: DeviceChange | undefined,
  salt: string | undefined,
): string {
  const secrets = wanted.map(({ name, content }) =>
    needed && salt !== undefined && content !== undefined && hasSecrets(content)
      ? [name, secretsFingerprint(content, salt)]
      : [name],
  );
  return sha256([needed, diff, secrets, ...(later === undefined ? [] : [later.diff])]);
}

/**
 * Of a whole change: what is done, where, in which order, under which timers, and what was agreed to. Reasons of consents are
 * for people.
 *
 * @param digests - by hostname, of the devices' differences
 */
export function digestOfPlan(
  {
    consents,
    schedule,
    fabric,
    kind,
    manifestDigest,
  }: Pick<ChangePlan, 'consents' | 'schedule' | 'fabric' | 'kind' | 'manifestDigest'>,
  digests: ReadonlyMap<string, string>,
): string {
  const devices = [...digests].sort(([one], [other]) => compareText(one, other));
  return sha256([
    kind,
    fabric,
    manifestDigest,
    devices,
    schedule?.mode,
    schedule?.waves,
    consents.map(agreed).sort(compareText),
  ]);
}

function agreed(consent: ConsentIntent): string {
  switch (consent.kind) {
    case 'partition':
      return `partition ${consent.vrf}`;
    case 'overwriteDrift':
      return `overwriteDrift ${consent.hostname} ${consent.digest}`;
    case 'forwardingRestart':
    case 'lastAttachment':
      return `${consent.kind} ${consent.hostname}`;
  }
}

function sha256(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
