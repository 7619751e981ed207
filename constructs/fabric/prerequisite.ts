import type { PropKinds } from '../private/props';
import { objectOf, requireProps, TEXT } from '../private/props';
import { reasonMissing } from '../private/errors';
import type { PrerequisiteIntent } from '../../lib/intent/fabric-intent';

/** For `Prerequisite.external`. */
export interface ExternalPrerequisite {
  /** Where the device has it from; whoever reviews the change reads it, and every plan shows it. */
  readonly reason: string;
}

/** Who is responsible for something that the design needs of a device as a whole. */
export class Prerequisite {
  /**
   * The operator has configured it, in whatever form: the rollout looks whether what it is for holds before anything is
   * changed.
   */
  static readonly PRESENT = new Prerequisite('PRESENT');

  /** The fabric configures it, in a group of its own (`<fabric>-base`), and leaves it there when it is withdrawn. */
  static readonly CONFIGURE = new Prerequisite('CONFIGURE');

  /**
   * It comes from elsewhere than the library looks, or the design does without it here: nobody looks for it, and every plan
   * says so with the reason.
   * @throws FabricError when the reason is empty
   */
  static external(props: ExternalPrerequisite): Prerequisite {
    requireProps(undefined, props, EXTERNAL);
    if (props.reason.trim() === '') throw reasonMissing('Prerequisite.external');
    return new Prerequisite({ external: props.reason });
  }

  /** @internal */
  readonly _intent: PrerequisiteIntent;

  private constructor(intent: PrerequisiteIntent) {
    this._intent = intent;
  }
}

const EXTERNAL: PropKinds<ExternalPrerequisite> = { required: { reason: TEXT }, optional: {} };

/** The device-wide statements that the design needs, which exist once on a device and may serve others too. */
export interface Prerequisites {
  /**
   * The AS number of the device, `asn`, as sessions in its VRFs show it: `routing-options autonomous-system`, or what the VRF
   * says for itself. CONFIGURE sets `routing-options autonomous-system`.
   * @default Prerequisite.PRESENT
   */
  readonly autonomousSystem?: Prerequisite;

  /**
   * The source of VXLAN tunnels, lo0.0: `vtep-source-interface` of `switch-options` or of a MAC-VRF, where several have one the
   * same. Junos Evolved needs none, and has none in `switch-options`: there it cannot be configured. CONFIGURE sets that of
   * `switch-options`.
   * @default Prerequisite.PRESENT
   */
  readonly vtepSourceInterface?: Prerequisite;

  /**
   * Flows spread over equal paths: `routing-options forwarding-table export` of any policy that balances the load of BGP and
   * EVPN routes.
   * @default Prerequisite.PRESENT
   */
  readonly forwardingTableExport?: Prerequisite;

  /**
   * `forwarding-options vxlan-routing overlay-ecmp`, on models that need it. Committing it restarts the forwarding engine.
   * @default Prerequisite.PRESENT
   */
  readonly overlayEcmp?: Prerequisite;

  /**
   * The router id is the loopback (`routing-options router-id`, or the only address of lo0.0), where the fabric has an IpFabricUnderlay or an EvpnOverlay.
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

const PREREQUISITE = objectOf(Prerequisite, 'Prerequisite.PRESENT');

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
