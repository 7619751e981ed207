import type { FabricIntent } from '../../intent/fabric-intent';
import { JunosRelease } from '../../model/junos-release';
import type { SupportVerdict } from '../../platform/support';
import { support } from '../../platform/support';
import type { RuleContext, Violation } from '../rule';

/**
 * The leaves that hold a VRF and whose release gets this verdict. A model that cannot route VXLAN is left out: no release
 * helps it, and it has a rule of its own.
 */
export function supportVerdicts(fabric: FabricIntent, context: RuleContext, verdict: SupportVerdict): Violation[] {
  return fabric.devices.flatMap((device) => {
    const { hostname, junos, vrfs, constructPath } = device;
    const model = context.model(device);
    if (model === undefined || !model.routesVxlan || vrfs.length === 0) return [];
    const found = support(model, JunosRelease.parse(junos));
    if (found.verdict !== verdict) return [];
    return [{ message: `${hostname} runs ${junos}: ${found.why}`, constructPaths: [constructPath] }];
  });
}
