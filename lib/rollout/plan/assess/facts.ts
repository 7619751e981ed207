import { hostnamesOf, isCalled } from '../../../intent/reported-hostname';
import { wrongDevice } from '../errors';
import type { QfxModelFacts } from '../../../platform/qfx-model';
import { knownQfxModel } from '../../../platform/qfx-models';
import type { RolloutDevice } from '../../device-session';
import type { Problem } from '../../problem';
import { problemOf } from '../../problem';

/** What a device says of itself. */
export interface ReportedIdentity {
  readonly hostname: string;
  readonly model: string;
  readonly junos: string;
}

/** What is known of a device's model: what the user said, else what the library knows of what the device says. */
export function modelOfDevice(device: RolloutDevice, reported = device.model): QfxModelFacts | undefined {
  return device.modelFacts ?? (reported === undefined ? undefined : knownQfxModel(reported.toLowerCase()));
}

/** Where the device is not the one of the intent. */
export function factProblems(device: RolloutDevice, facts: ReportedIdentity): Problem<'wrongDevice'>[] {
  const { hostname, model, junos } = device;
  const differences = [
    ...(isCalled(device, facts.hostname) ? [] : [wrongHostname(device, facts.hostname)]),
    ...(model === undefined || facts.model.toLowerCase() === model.toLowerCase()
      ? []
      : [wrongDevice(hostname, 'model', model, facts.model)]),
    ...(junos === undefined || isRelease(facts.junos, junos)
      ? []
      : [wrongDevice(hostname, 'Junos release', junos, facts.junos)]),
  ];
  return differences.map((error) => problemOf(error, hostname));
}

/** A device that calls itself otherwise. */
export function wrongHostname(device: RolloutDevice, reported: string): ReturnType<typeof wrongDevice> {
  return wrongDevice(device.hostname, 'host name', hostnamesOf(device).join(' or '), reported);
}

/** A device reports its release with a spin (`19.1R2.8`) or service release (`19.1R2-S1.5`); Evolved is another Junos. */
function isRelease(reported: string, wanted: string): boolean {
  const sameSystem = reported.endsWith('-EVO') === wanted.endsWith('-EVO');
  const [plain, base] = [reported.replace(/-EVO$/, ''), wanted.replace(/-EVO$/, '')];
  return sameSystem && (plain === base || (plain.startsWith(base) && /^[.-]/.test(plain.slice(base.length))));
}
