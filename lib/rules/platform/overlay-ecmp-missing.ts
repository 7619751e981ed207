import type { Rule } from '../rule';
import { Severity } from '../rule';

/** A model that needs `overlay-ecmp` and does not get it. */
export const overlayEcmpMissing: Rule = {
  id: 'platform/overlay-ecmp-missing',
  severity: Severity.ERROR,
  isBinding: true,
  what: 'overlay-ecmp is neither present nor configured on a model that needs it',
  why:
    'without "forwarding-options vxlan-routing overlay-ecmp" QFX5110 and QFX5120 forward type-5 routes partly or not at all, ' +
    'though all routes are there. Committing it restarts the forwarding engine, so that it belongs there before the leaf ' +
    'carries traffic',
  fix: 'set the prerequisite overlayEcmp to Prerequisite.PRESENT (the rollout looks whether it is there), CONFIGURE or external',
  reference: 'Junos: overlay-ecmp',
  check: ({ devices }, context) =>
    devices
      .filter((device) => context.model(device)?.requiresOverlayEcmp === true && device.vrfs.length > 0)
      .filter(({ prerequisites }) => prerequisites.overlayEcmp === undefined)
      .map(({ hostname, model, constructPath }) => ({
        message: `${hostname}, a ${model}, has no overlay-ecmp`,
        constructPaths: [constructPath],
      })),
};
