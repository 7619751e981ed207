import { howToRecordHostKeys } from '../../lib/netconf/errors';
import { RulePack } from '../../lib/rules/rule-pack';
import { Carrier } from './carrier';
import type { FabricPools } from './fabric-pools';
import { Login } from './login';
import { PlanDetail } from './plan-detail';
import type { Prerequisites } from './prerequisite';
import type { RolloutOptions } from './rollout-options';
import { ServerFormat } from '../server/server-format';
import { Survives } from '../server/survives';
import type { PropKinds } from '../private/props';
import { listOf, memberOf, NUMBER, OBJECT, objectOf, TEXT } from '../private/props';

/** Properties of a fabric. */
export interface FabricProps {
  /** The one AS number of the IBGP overlay (`routing-options autonomous-system`), the same on all spines and leaves. */
  readonly overlayAsn: number;

  /** How to log in to the devices; a device may have a login of its own. */
  readonly login: Login;

  /**
   * The host keys of the devices, in OpenSSH's known_hosts form, relative to the directory of `cdktf.json`. It is copied
   * into the stack directory at synth, which stops where it cannot be read. No other file is looked at, and there is no way
   * to do without: an unknown, changed or revoked key stops the rollout. `ssh-keyscan -p 830 <address …>` makes it; compare
   * the fingerprints (`ssh-keygen -l -f`) with those on the devices' consoles.
   */
  readonly knownHostsFile: string;

  /**
   * The Terraform resource type that carries the fabric.
   * @default Carrier.NULL_RESOURCE
   */
  readonly carrier?: Carrier;

  /**
   * How much of the configuration `terraform plan` shows.
   * @default PlanDetail.text()
   */
  readonly planDetail?: PlanDetail;

  /**
   * Who is responsible for the device-wide statements that the design needs, on devices that do not say it themselves.
   * @default - all are Prerequisite.PRESENT
   */
  readonly prerequisites?: Prerequisites;

  /**
   * Where subnets, VNIs, route targets and RD numbers come from that the program does not give.
   * @default - all of them must be given
   */
  readonly pools?: FabricPools;

  /**
   * The rules that the fabric is held to. An error stops synth, a warning is printed, and both are in `rules.json` and
   * `rules.sarif` of the stack directory, also when synth stops.
   * @default RulePack.DEFAULT
   */
  readonly rules?: RulePack;

  /**
   * The name that the fabric had before it got this one. What it had configured under that name is taken off the devices
   * in the commit that configures it under the new one, so that a server sees no difference. Leave it out when that has
   * been deployed.
   * @default - the fabric has always had its name
   */
  readonly formerName?: string;

  /**
   * How changes are carried onto the devices. Changing these options changes nothing in a plan.
   * @default - all devices end with a change or none, one attachment of a server at a time; see RolloutOptions
   */
  readonly rollout?: RolloutOptions;

  /**
   * The forms in which synth writes the own side of every server that does not say it itself, into `junos/servers/<server>/`
   * of the stack directory.
   * @default - none is written; `server.configuration(format)` gives the texts
   */
  readonly serverSide?: ServerFormat[];

  /**
   * What must not cut off any server that does not say it itself; synth stops where it would.
   * @default - nothing is demanded
   */
  readonly survives?: Survives[];
}

/** What the props of a fabric may be. */
export const FABRIC_PROPS: PropKinds<FabricProps> = {
  required: {
    overlayAsn: NUMBER,
    login: objectOf(Login, "Login.agent({ user: 'netops' })"),
    knownHostsFile: {
      ...TEXT,
      wanted: `a file with the host keys of the devices\n${howToRecordHostKeys('known_hosts')}`,
    },
  },
  optional: {
    carrier: memberOf('Carrier', Carrier),
    planDetail: objectOf(PlanDetail, 'PlanDetail.text()'),
    prerequisites: OBJECT,
    pools: OBJECT,
    rules: objectOf(RulePack, 'RulePack.DEFAULT'),
    formerName: TEXT,
    rollout: OBJECT,
    serverSide: listOf(memberOf('ServerFormat', ServerFormat)),
    survives: listOf(objectOf(Survives, 'Survives.anySingleLeaf()')),
  },
};
