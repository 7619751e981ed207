import { statementsNewerThanRelease } from './errors';
import type { DeviceIntent } from '../intent/fabric-intent';
import type { Configuration } from '../junos/tree/configuration';
import { quoteWord } from '../junos/tree/words';
import { JunosRelease } from '../model/junos-release';
import { statementsNewerThan } from '../platform/newer-statements';

/**
 * Requires that the release of a device has every statement it is to get. A device refuses another one when it is loaded,
 * as a syntax error. Where the releases that were looked at leave it open, the device decides.
 *
 * @throws FabricError `statementsNewerThanRelease`
 */
export function requireKnownStatements(device: DeviceIntent, configurations: readonly Configuration[]): void {
  const release = JunosRelease.parse(device.junos);
  const missing = configurations
    .flatMap((configuration) => statementsNewerThan(configuration, release))
    .filter(({ isCertain }) => isCertain)
    .map(({ words, since }) => ({ line: ['set', ...words.map(quoteWord)].join(' '), since }));
  if (missing.length > 0)
    throw statementsNewerThanRelease(device.hostname, device.junos, missing, device.constructPath);
}
