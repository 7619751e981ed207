import type { TerraformResource } from '../../lib/cdktf';
import { TerraformStack } from '../../lib/cdktf';
import type { IConstruct } from 'constructs';
import { Construct } from 'constructs';
import { FabricError } from '../../lib/model/fabric-error';
import { formerNameIsName, noSuchDevice, noSuchLeaver, secondFabricInStack, unsoundFabric } from './errors';
import type { ConsentIntent, FabricIntent, RolloutIntent, DeviceIntent } from '../../lib/intent/fabric-intent';
import { offerFabricSource } from '../../lib/manifest/fabric-source';
import { buildManifest, filesOfDevice } from '../../lib/manifest/build-manifest';
import type { DeviceFiles } from '../../lib/manifest/device-files';
import { RenderCache } from '../../lib/manifest/render-cache';
import type { ManifestDirectory } from '../../lib/manifest/write-manifest';
import { Asn } from '../../lib/model/asn';
import { ConfigurationGroupName } from '../../lib/model/configuration-group-name';
import { compareText } from '../../lib/model/order';
import { serverSideProblems } from '../../lib/render/server/server-side-problems';
import type { RuleReport } from '../../lib/rules/report';
import { RulePack } from '../../lib/rules/rule-pack';
import { Carrier } from './carrier';
import { requireProps } from '../private/props';
import type { Consent } from './consent';
import type { LivingFabric } from '../../lib/allocation/members';
import { memberRecord } from '../../lib/intent/record-member';
import { FabricAllocation } from './fabric-allocation';
import type { IFabricDevice } from '../device/fabric-device';
import { ownDevice } from '../device/fabric-device';
import { fabricOf, holdFabric } from './fabric-holder';
import { FabricMembers } from './fabric-members';
import { POOL_PROPS } from './fabric-pools';
import type { FabricProps } from './fabric-props';
import { FABRIC_PROPS } from './fabric-props';
import { FabricRules } from './fabric-rules';
import { KnownHostsSource } from './known-hosts-source';
import { noFabricFound } from '../private/errors';
import { parsed } from '../private/located';
import { isMarked, mark } from '../private/marks';
import { PlanDetail } from './plan-detail';
import { PREREQUISITES } from './prerequisite';
import { requireKnownCanary, ROLLOUT_PROPS, rolloutIntent } from './rollout-options';
import type { Survives } from '../server/survives';
import { survivesIntent } from '../server/survives';
import { addressProblems } from '../terraform/address-problems';
import { DefaultNullProvider } from '../terraform/default-null-provider';
import type { FabricContents, FabricResources } from '../terraform/fabric-resources';
import { configurationResource, fabricResources } from '../terraform/fabric-resources';
import { elementsOf } from '../terraform/stack-elements';
import { writeAtSynthesis } from '../terraform/stack-files';
import { ownVrf } from '../vrf/vrf5-instance';
import type { ManifestBundle } from '../../lib/manifest/build-manifest';

const MARK = 'Fabric';

/** A stack that is being written. */
interface Synthesis {
  readonly isReal: boolean;
  readonly directory: ManifestDirectory;
  proved?: SoundFabric;
}

/**
 * An EVPN-VXLAN fabric, or the part of one that is rolled out as one change. It lives in any TerraformStack, at any depth,
 * one to a stack; its id is its name, and the name of the configuration group that it owns on every device.
 */
export class Fabric extends Construct {
  /** Whether `x` is a Fabric. */
  static isFabric(x: unknown): x is Fabric {
    return isMarked(x, MARK);
  }

  /**
   * The fabric that a construct is in, on the way up through its scopes; a FabricStack is in its fabric too.
   * @throws FabricError when there is none
   */
  static of(construct: IConstruct): Fabric {
    const fabric = fabricOf(construct);
    if (Fabric.isFabric(fabric)) return fabric;
    throw noFabricFound(construct.node.path);
  }

  /** Name of the fabric and of its configuration group. */
  readonly name: string;

  /** @internal */
  readonly _defaults: Pick<FabricProps, 'overlayAsn' | 'login' | 'prerequisites' | 'serverSide'>;

  /** @internal */
  readonly _allocation: FabricAllocation;

  /** @internal */
  readonly _members: FabricMembers;

  private readonly formerName?: string;
  private readonly overlayAsn: number;
  private readonly rolloutIntent?: RolloutIntent;
  private readonly survives?: Survives[];
  private readonly hostKeys: KnownHostsSource;
  private readonly consents: Consent[] = [];
  /** Host names of devices that have left, by consents. */
  private readonly leaverConsents: string[] = [];
  private readonly cache = new RenderCache();
  private readonly rules: FabricRules;
  private readonly contents: FabricContents;
  private readonly resources: FabricResources;
  /**
   * While the stack is synthesized, what its validation has proved: Aspects are through by then, and what was proved is
   * what is rendered. At other times constructs may still change, and nothing is kept.
   */
  private synthesis?: Synthesis;

  /** @throws FabricError when the stack has a fabric already, or a value is not usable */
  constructor(scope: Construct, id: string, props: FabricProps) {
    super(scope, id);
    mark(this, MARK);
    requireProps(this, props, FABRIC_PROPS);
    requireProps(this, props.prerequisites ?? {}, PREREQUISITES, 'prerequisites');
    requireProps(this, props.rollout ?? {}, ROLLOUT_PROPS, 'rollout');
    requireProps(this, props.pools ?? {}, POOL_PROPS, 'pools');
    const stack = TerraformStack.of(this);
    this.requireOnlyFabricOf(stack);
    holdFabric(this, this);
    this.name = parsed(this, 'id', () => ConfigurationGroupName.parse(id).toString());
    const { formerName } = props;
    if (formerName !== undefined) this.formerName = formerNameOf(this, formerName);
    this._members = new FabricMembers(this.name, (device) => {
      configurationResource(device, this.contents, device.hostName, this.resources.rollout);
    });
    this._allocation = FabricAllocation.of(
      this,
      this.name,
      props.pools,
      () => this._members.needs(),
      () => this.living(),
    );
    this.overlayAsn = parsed(this, 'overlayAsn', () => Asn.parse(props.overlayAsn)).value;
    this.rolloutIntent = rolloutIntent(this, props.rollout);
    this.survives = props.survives;
    const { login, prerequisites, serverSide } = props;
    this._defaults = { overlayAsn: this.overlayAsn, login, prerequisites, serverSide };
    this.rules = new FabricRules(this, props.rules ?? RulePack.DEFAULT);
    this.hostKeys = new KnownHostsSource(this, props.knownHostsFile);
    this.contents = this.contentsFor(props);
    if (this.contents.carrier === Carrier.NULL_RESOURCE) new DefaultNullProvider(this, 'NullProvider');
    this.resources = fabricResources(this, this.contents);
    offerFabricSource(this, this.contents);
    this.node.addValidation({ validate: () => this.validate() });
    writeAtSynthesis(stack, {
      beforeSynthesis: (isReal, directory) => {
        this.synthesis = { isReal, directory };
      },
      afterSynthesis: () => {
        this.synthesis = undefined;
      },
      manifest: () => this.sound().manifest,
      report: (isStopped) => this.report(isStopped),
      allocation: this._allocation,
    });
  }

  /** The Terraform resource that rolls the fabric out: depend on it to run after the devices are configured. */
  get rollout(): TerraformResource {
    return this.resources.rollout;
  }

  /** The devices of the fabric, sorted by host name. */
  get devices(): IFabricDevice[] {
    return this._members.devices();
  }

  /**
   * Agrees to something dangerous, in code, where it is reviewed. It is a method and not a prop, because a consent names a
   * device, and a device is created after its fabric.
   *
   * @throws FabricError when a consent is for a device or VRF of another fabric
   */
  allow(...consents: Consent[]): void {
    for (const consent of consents) {
      if (consent._device !== undefined) ownDevice(this, 'device of the consent', consent._device);
      if (consent._leaver !== undefined) this.leaverConsents.push(consent._leaver);
      if (consent._vrf !== undefined) ownVrf(this, 'vrf of the consent', consent._vrf);
      this.consents.push(consent);
    }
  }

  /** @internal */
  _acknowledge(construct: IConstruct, rule: string, reason: string): void {
    this.rules.acknowledge(construct, rule, reason);
  }

  private contentsFor(props: FabricProps): FabricContents {
    return {
      name: this.name,
      carrier: props.carrier ?? Carrier.NULL_RESOURCE,
      planDetail: props.planDetail ?? PlanDetail.text(),
      intent: () => this.sound().intent,
      device: (hostname) => this.filesOf(hostname),
      manifestDigest: () => this.sound().manifest.digest,
    };
  }

  private intent(): FabricIntent {
    const { rolloutIntent: rollout } = this;
    const intent: FabricIntent = {
      ...this.header(),
      devices: this._members.devices().map((device) => device._intent()),
      servers: this._members.servers().map((server) => server._intent()),
      consents: this.consents
        .map((consent) => consent._intent())
        .sort((a, b) => compareText(consentKey(a), consentKey(b))),
      ...this.rules.acknowledgements(),
      ...(rollout === undefined ? {} : { rollout }),
      ...survivesIntent(this.survives),
      ...this._allocation.addressPools(),
    };
    this.requireKnownNames(intent);
    return intent;
  }

  /** Names that the fabric does not have are those of devices that have left it, or slips of the pen. */
  private requireKnownNames(intent: FabricIntent): void {
    const { leaverConsents } = this;
    const canary = intent.rollout?.canary;
    const isOwn = canary === undefined || intent.devices.some(({ hostname }) => hostname === canary);
    if (leaverConsents.length === 0 && isOwn) return;
    const left = this._allocation.leavers().map(({ hostname }) => hostname);
    const unknown = leaverConsents.find((hostname) => !left.includes(hostname));
    if (unknown !== undefined) throw noSuchLeaver(unknown, left, this.node.path);
    if (canary === undefined || !left.includes(canary)) requireKnownCanary(intent);
  }

  /** The fabric as the lock file remembers it. */
  private living(): LivingFabric {
    const { formerName, name } = this;
    const { source } = this.hostKeys;
    const devices = this._members.devices().map((one) => one._intent());
    return {
      name,
      ...(formerName !== undefined && { formerName }),
      devices: new Map(devices.map((one) => [one.hostname, memberRecord(one, name, source)])),
      haveOneHostKey: this.hostKeys.comparison(),
    };
  }

  /** What every device needs to know of the fabric to be rendered. */
  private header(): FabricIntent {
    return {
      name: this.name,
      constructPath: this.node.path,
      ...(this.formerName === undefined ? {} : { formerName: this.formerName }),
      overlayAsn: this.overlayAsn,
      devices: [],
      vrfs: this._members
        .vrfs()
        .map((vrf) => vrf._intent())
        .sort((a, b) => compareText(a.name, b.name) || compareText(a.constructPath, b.constructPath)),
      servers: [],
      consents: [],
      ...this._members.keyChains(),
    };
  }

  private sound(): SoundFabric {
    if (this.synthesis?.proved !== undefined) return this.synthesis.proved;
    this.requireNone(this._allocation.problems());
    const intent = this.intent();
    this.requireNone([...this.problemsOf(intent), ...this.hostKeyProblems()]);
    return this.asSound(intent);
  }

  private asSound(sound: FabricIntent): SoundFabric {
    return new SoundFabric(sound, (fabric) =>
      buildManifest(fabric, {
        hostKeys: this.hostKeys,
        render: (device) => this.rendered(fabric, device),
        withStanzas: this.contents.planDetail.includesText,
        leavers: this._allocation.leavers(),
      }),
    );
  }

  private requireNone(problems: readonly FabricError[]): void {
    if (problems.length === 0) return;
    throw unsoundFabric(
      problems.map((problem) => problem.message),
      this.node.path,
    );
  }

  /** The intent and what is wrong with it. Where values cannot be had from the pools, there is no intent to look at yet. */
  private examine(): { readonly intent?: FabricIntent; readonly problems: FabricError[] } {
    let intent: FabricIntent | undefined;
    const problems = problemsIn(() => {
      const unallocated = this._allocation.problems();
      if (unallocated.length > 0) return [...unallocated];
      intent = this.intent();
      return this.problemsOf(intent);
    });
    return { intent, problems: [...problems, ...this.hostKeyProblems()] };
  }

  /** The file is needed where its copy is written, not where a unit test renders the fabric. */
  private hostKeyProblems(): FabricError[] {
    if (this.synthesis?.isReal !== true) return [];
    return problemsIn(() => {
      this.hostKeys.text();
      return [];
    });
  }

  /** What one device says of itself comes last: it often follows from what is wrong with the whole. */
  private problemsOf(intent: FabricIntent): FabricError[] {
    const problems = [...this.rules.errors(intent), ...addressProblems(this)];
    if (problems.length > 0) return problems;
    const problemsOfDevices = intent.devices.flatMap((device) => {
      const render = (): FabricError[] => {
        this.rendered(intent, device);
        return [];
      };
      return problemsIn(render).map((problem) => problem.at(device.constructPath));
    });
    return problemsOfDevices.length > 0 ? problemsOfDevices : serverSideProblems(intent);
  }

  private validate(): string[] {
    if (this.synthesis !== undefined) this.synthesis.proved = undefined;
    const { intent = this.intentIfAny(), problems } = this.examine();
    if (this.synthesis !== undefined && intent !== undefined && problems.length === 0) {
      this.synthesis.proved = this.asSound(intent);
    }
    if (intent !== undefined) this.rules.warn(intent, this.synthesis?.isReal === true ? this._allocation.notes() : []);
    return problems.map((problem) => problem.message);
  }

  private report(isStopped: boolean): RuleReport {
    return this.rules.report(this.name, this.intentIfAny(), isStopped ? this.examine().problems : []);
  }

  private intentIfAny(): FabricIntent | undefined {
    let intent = this.synthesis?.proved?.intent;
    if (intent !== undefined) return intent;
    problemsIn(() => {
      intent = this.intent();
      return [];
    });
    return intent;
  }

  private filesOf(hostname: string): DeviceFiles {
    const proved = this.synthesis?.proved;
    const device = proved === undefined ? this._members.device(hostname)?._intent() : proved.device(hostname);
    if (device === undefined)
      throw noSuchDevice(
        hostname,
        this._members.devices().map((known) => known.hostName),
      );
    return this.rendered(proved?.intent ?? this.header(), device);
  }

  /** While the stack is synthesized, texts go where they are wanted as soon as they are there. */
  private rendered(intent: FabricIntent, device: DeviceIntent): DeviceFiles {
    const { includesText } = this.contents.planDetail;
    return this.cache.render(intent, device, (files, texts) => {
      this.synthesis?.directory.stage(files, filesOfDevice(device.hostname, texts, includesText));
    });
  }

  private requireOnlyFabricOf(stack: TerraformStack): void {
    const first = elementsOf(stack).find((other) => other !== this && Fabric.isFabric(other));
    if (first !== undefined) throw secondFabricInStack(stack.node.id, first.node.path, this.node.path);
  }
}

function formerNameOf(fabric: Fabric, given: string): string {
  const former = parsed(fabric, 'formerName', () => ConfigurationGroupName.parse(given).toString());
  if (former === fabric.name) throw formerNameIsName(former, fabric.node.path);
  return former;
}

function consentKey(consent: ConsentIntent): string {
  return JSON.stringify([consent.kind === 'partition' ? consent.vrf : consent.hostname, consent]);
}

/** What `find` finds, or what it is stopped by. */
function problemsIn(find: () => FabricError[]): FabricError[] {
  try {
    return find();
  } catch (error) {
    if (FabricError.isFabricError(error)) return [error];
    throw error;
  }
}

/** A fabric as it was when it was proved sound, and the manifest that follows from it, which is made once. */
class SoundFabric {
  readonly intent: FabricIntent;
  private readonly devices: ReadonlyMap<string, DeviceIntent>;
  private readonly build: (intent: FabricIntent) => ManifestBundle;
  private built?: ManifestBundle;

  /** @param build - makes the manifest of a sound intent */
  constructor(intent: FabricIntent, build: (intent: FabricIntent) => ManifestBundle) {
    this.intent = intent;
    this.devices = new Map(intent.devices.map((device) => [device.hostname, device]));
    this.build = build;
  }

  /** The device of this name. */
  device(hostname: string): DeviceIntent | undefined {
    return this.devices.get(hostname);
  }

  /** What synth leaves behind. */
  get manifest(): ManifestBundle {
    return (this.built ??= this.build(this.intent));
  }
}
