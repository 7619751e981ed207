import type { PropKinds } from '../private/props';
import { memberOf } from '../private/props';

/** Who is responsible for a device-wide statement that the design needs. */
export enum Prerequisite {
  /** The operator has configured it; the rollout checks that it is there before anything is changed. */
  PRESENT = 'PRESENT',
  /** The fabric configures it, in a group of its own (`<fabric>-base`), and leaves it there when it is withdrawn. */
  CONFIGURE = 'CONFIGURE',
}

/** The device-wide statements that the design needs, which exist once on a device and may serve others too. */
export interface Prerequisites {
  /**
   * `routing-options autonomous-system`: the AS number of the IBGP overlay.
   * @default Prerequisite.PRESENT
   */
  readonly autonomousSystem?: Prerequisite;

  /**
   * `switch-options vtep-source-interface lo0.0`.
   * @default Prerequisite.PRESENT
   */
  readonly vtepSourceInterface?: Prerequisite;

  /**
   * `routing-options forwarding-table export` of a policy that balances by flow.
   * @default Prerequisite.PRESENT
   */
  readonly forwardingTableExport?: Prerequisite;

  /**
   * `forwarding-options vxlan-routing overlay-ecmp`, on models that need it. Committing it restarts the forwarding engine.
   * @default Prerequisite.PRESENT
   */
  readonly overlayEcmp?: Prerequisite;

  /**
   * `routing-options router-id`: the loopback, where the fabric has an IpFabricUnderlay or an EvpnOverlay.
   * @default Prerequisite.PRESENT
   */
  readonly routerId?: Prerequisite;

  /**
   * `chassis aggregated-devices ethernet device-count`: at least as many as the aggregated interfaces of the fabric need.
   * @default Prerequisite.PRESENT
   */
  readonly aggregatedDeviceCount?: Prerequisite;

  /**
   * The statements that split ports into channels, where there is a PortBreakout.
   * @default Prerequisite.PRESENT
   */
  readonly breakouts?: Prerequisite;

  /**
   * `routing-options graceful-restart`, where a session to a server asks for it.
   * @default Prerequisite.PRESENT
   */
  readonly gracefulRestart?: Prerequisite;
}

const PREREQUISITE = memberOf('Prerequisite', Prerequisite);

/** What prerequisites may be. */
export const PREREQUISITES: PropKinds<Prerequisites> = {
  required: {},
  optional: {
    autonomousSystem: PREREQUISITE,
    vtepSourceInterface: PREREQUISITE,
    forwardingTableExport: PREREQUISITE,
    overlayEcmp: PREREQUISITE,
    routerId: PREREQUISITE,
    aggregatedDeviceCount: PREREQUISITE,
    breakouts: PREREQUISITE,
    gracefulRestart: PREREQUISITE,
  },
};
