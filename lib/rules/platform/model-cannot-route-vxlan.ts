import { listed } from '../../model/listing';
import type { Rule } from '../rule';
import { Severity } from '../rule';

/** A VRF on a switch that cannot hold one. */
export const modelCannotRouteVxlan: Rule = {
  id: 'platform/model-cannot-route-vxlan',
  severity: Severity.ERROR,
  isBinding: true,
  what: 'a leaf that does not route VXLAN has a VRF',
  why:
    'type-5 routes need a switch that routes into and out of VXLAN tunnels itself; QFX5100 and QFX5200 do not, so that the ' +
    'routes are there and nothing is forwarded. No release changes that',
  fix: 'attach the servers to another leaf; these models are layer-2 leaves or lean spines',
  reference: 'guide: routed overlay, supported devices',
  check: ({ devices }, context) =>
    devices.flatMap((device) => {
      const { hostname, vrfs, constructPath } = device;
      const model = context.model(device);
      if (model === undefined || model.routesVxlan || vrfs.length === 0) return [];
      const message = `${hostname} is a ${model.productName} and has ${listed(vrfs.map((vrf) => vrf.name).sort())}`;
      return [{ message, constructPaths: [constructPath] }];
    }),
};
