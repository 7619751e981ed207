import type { DeviceIntent, FabricIntent } from '../../../lib/intent/fabric-intent';
import type { Configuration } from '../../../lib/junos/tree/configuration';
import type { TwinPlan } from '../../../lib/twin/plan';
import { planTwin } from '../../../lib/twin/plan';
import type { FabricConfigurations } from '../../../lib/twin/source';
import { twinSource } from '../../../lib/twin/source';
import type { LabDevice, LabTopology } from '../../../lib/emulator/topology';
import { renderDevice } from '../../../lib/render/render-device';
import { guideFabric } from '../../support/fabric-fixture';
import { guideTopology } from '../../emulator/support/guide';

/** A leaf without servers: it sees server1 through the fabric only. */
export const REMOTE_LEAF = 'leaf1';
/** An address in VRF_5 of the remote leaf, to send packets from. */
export const REMOTE_ADDRESS = '10.99.1.1';

const REMOTE_IN_LAB: LabDevice = {
  hostname: REMOTE_LEAF,
  role: 'leaf',
  model: 'qfx10002-60c',
  junos: '19.1R2',
  loopback: '192.168.1.1',
  baseline: [
    `set interfaces lo0 unit 5 family inet address ${REMOTE_ADDRESS}/32`,
    'set routing-instances VRF_5 interface lo0.5',
  ].join('\n'),
};

/** The guide's page with a leaf that has no server. */
export function remoteFabric(change: (fabric: FabricIntent) => FabricIntent = (fabric) => fabric): FabricIntent {
  const fabric = guideFabric();
  const [first] = fabric.devices;
  if (first === undefined) throw new Error('the guide has leaves');
  const remote: DeviceIntent = {
    ...first,
    hostname: REMOTE_LEAF,
    constructPath: `dc1/${REMOTE_LEAF}`,
    loopback: '192.168.1.1',
    vrfs: [{ name: 'VRF_5', routeDistinguisher: '192.168.1.1:5' }],
    interfaces: [],
    peerings: [],
  };
  return change({ ...fabric, devices: [remote, ...fabric.devices] });
}

/** Two spines, the guide's leaves and the remote one, all with the fabric half of the design. */
export function remoteTopology(): LabTopology {
  const guide = guideTopology();
  return { ...guide, devices: [...guide.devices, REMOTE_IN_LAB] };
}

/** What synth would leave behind, rendered in memory. */
export function configurationsOf(
  fabric: FabricIntent,
  edit: (configuration: Configuration, hostname: string) => void = () => undefined,
): FabricConfigurations {
  const rendered = new Map(
    fabric.devices.map((device) => {
      const files = renderDevice(device, fabric);
      edit(files.group, device.hostname);
      return [device.hostname, files];
    }),
  );
  const of = (hostname: string) => {
    const found = rendered.get(hostname);
    if (found === undefined) throw new Error(`${hostname} is not in the fabric`);
    return found;
  };
  return { manifest: { fabric }, group: (hostname) => of(hostname).group, base: (hostname) => of(hostname).base };
}

/** The guide's page as a twin; `edit` spoils a rendered configuration. */
export function guidePlan(edit?: (configuration: Configuration, hostname: string) => void): TwinPlan {
  return planTwin(twinSource(configurationsOf(remoteFabric(), edit), remoteTopology()));
}
