import type { Answer, OperationalSession, Query } from '../checks/observation';
import { Observation } from '../checks/observation';
import { sessionsOf } from '../checks/replies/bgp-information';
import { INTERFACES } from '../checks/replies/interface-information';
import { formatBgpSummary } from '../checks/tables/bgp-summary';
import { formatInterfacesTerse } from '../checks/tables/interfaces-terse';
import { FabricError } from '../model/fabric-error';
import type { DeviceIntent } from '../intent/fabric-intent';

/** The two verifications of the guide on one device, as an engineer would see them at the device's own prompt. */
export async function guideTables(device: DeviceIntent, session: OperationalSession): Promise<string> {
  const ports = [...new Set(device.interfaces.map(({ port }) => port))];
  const vrfs = [...new Set(device.peerings.map(({ vrf }) => vrf))];
  const observation = await observe(session, [INTERFACES, ...vrfs.map(sessionsOf)]);
  const prompt = (command: string, output: string): string => `${device.hostname}> ${command}\n${output}\n`;
  const interfaces = ports.map((port) =>
    prompt(
      `show interfaces terse ${port}`,
      shown(observation.answer(INTERFACES), (all) => formatInterfacesTerse(all.filter(({ name }) => name === port))),
    ),
  );
  const summaries = vrfs.map((vrf) =>
    prompt(`show bgp summary instance ${vrf}`, shown(observation.answer(sessionsOf(vrf)), formatBgpSummary)),
  );
  return [...interfaces, ...summaries].join('');
}

function shown<T>(answer: Answer<T>, format: (value: T) => string): string {
  return 'value' in answer ? format(answer.value) : `error: ${answer.refusal}\n`;
}

async function observe(session: OperationalSession, queries: readonly Query<unknown>[]): Promise<Observation> {
  try {
    return await Observation.of(session, queries);
  } catch (error) {
    if (FabricError.isFabricError(error)) return Observation.unanswered(error.message);
    throw error;
  }
}
