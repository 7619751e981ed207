import { Construct } from 'constructs';
import { duplicateAttachment, noAttachments, prefixWithoutAddresses, serverSubnetsOverlap } from './errors';
import { noFabricFound } from '../private/errors';
import type { AllocationNeeds, GivenValue } from '../../lib/allocation/allocate';
import { subnetKey } from '../../lib/allocation/allocation-key';
import { prefixExtent } from '../../lib/allocation/kinds';
import type { AttachmentIntent, Family, ServerIntent } from '../../lib/intent/fabric-intent';
import { fabricSourceOf } from '../../lib/manifest/fabric-source';
import { compareNumbered } from '../../lib/intent/order';
import { Asn } from '../../lib/model/asn';
import { compareText } from '../../lib/model/order';
import { bgpGroupName, logicalInterfaceName } from '../../lib/render/names';
import { renderServer } from '../../lib/render/server/render-server';
import { AcceptedPrefixes } from './accepted-prefixes';
import type { PropKinds } from '../private/props';
import { construct, listOf, memberOf, NUMBER, OBJECT, objectOf, requireProps, TEXT } from '../private/props';
import type { LinkedPeeringProps } from './ebgp-server-peering';
import { EbgpServerPeering } from './ebgp-server-peering';
import { Expectation } from './expectation';
import { fabricOf } from '../fabric/fabric-holder';
import type { ILeafDevice } from '../device/leaf-device';
import type { HomeSession } from './home-options';
import { homePortOptions, HomeSessions } from './home-options';
import { childId, groupName, oneLine, parsed } from '../private/located';
import { isInTree, isMarked, mark } from '../private/marks';
import type { OnePortOptions, PortOptions } from './port-options';
import { ONE_PORT_PROPS, PORT_PROPS } from './port-options';
import { literalOf } from '../private/text-of';
import type { LinkedInterfaceProps } from './server-facing-interface';
import { ServerFacingInterface } from './server-facing-interface';
import type { ServerLink, SubnetSource } from './server-link';
import { serverLinks } from './server-link';
import type { ServerFormat } from './server-format';
import type { ServerEndOptions, ServerSideFacts, ServerSideOptions } from './server-side';
import { SERVER_END_PROPS, SERVER_SIDE_PROPS, serverEnd, serverSideFacts, serverSideIntent } from './server-side';
import type { HomeSessionOptions, ServerSessionOptions } from './session-options';
import { SERVER_SESSION_PROPS, HOME_PROPS, SESSION_PROPS } from './session-options';
import { Survives, survivesIntent } from './survives';
import type { IVrf } from '../vrf/vrf5-instance';

/** One attachment of a server: a port of a leaf and the subnet between the two. */
export interface ServerAttachment extends OnePortOptions, HomeSessionOptions, ServerEndOptions {
  /** The leaf. */
  readonly leaf: ILeafDevice;

  /** Name of the leaf's port, for example `et-0/0/15`. */
  readonly interface: string;

  /**
   * The subnet between leaf and server, IPv4 or IPv6, for example `172.16.104.0/30` or `2001:db8:104::/127`.
   *
   * @default - when `subnet6` is not given either: from the pools of the fabric, one subnet of each family that the server
   * announces prefixes of (IPv4 where it may announce anything, or nothing)
   */
  readonly subnet?: string;

  /**
   * Address of the leaf in `subnet`.
   * @default - the first host; in a /31 or /127 the even address
   */
  readonly leafAddress?: string;

  /**
   * Address of the server in `subnet`.
   * @default - the second host; in a /31 or /127 the odd address
   */
  readonly serverAddress?: string;

  /**
   * The IPv6 subnet beside an IPv4 `subnet`. It has a BGP session of its own.
   * @default - one family only
   */
  readonly subnet6?: string;

  /**
   * Address of the leaf in `subnet6`.
   * @default - the first host; in a /127 the even address
   */
  readonly leafAddress6?: string;

  /**
   * Address of the server in `subnet6`.
   * @default - the second host; in a /127 the odd address
   */
  readonly serverAddress6?: string;

  /**
   * VLAN tag, 1 to 4094, where the port carries several VLANs.
   * @default - the port is untagged
   */
  readonly vlanId?: number;

  /**
   * Number of the unit, 0 to 16385.
   * @default - the vlanId, or 0 when the port is untagged
   */
  readonly unit?: number;

  /**
   * Description of the port (of the unit where it is tagged).
   * @default - the description of the server
   */
  readonly description?: string;

  /**
   * Whether this attachment must be up after a rollout.
   * @default - as the server
   */
  readonly expect?: Expectation;
}

/** Properties of a server. */
export interface MultihomedServerProps extends ServerSessionOptions, PortOptions, ServerSideOptions {
  /** The VRF the server is in. */
  readonly vrf: IVrf;

  /** AS number of the server. */
  readonly asn: number;

  /** Where the server is attached: at least one attachment, each on a port of its own. */
  readonly attachments: ServerAttachment[];

  /**
   * Name of the server, unique in the fabric; the BGP group is called so.
   * @default - the construct id
   */
  readonly name?: string;

  /**
   * Description of the ports.
   * @default - the name of the server and of the fabric: `server1 (dc1)`
   */
  readonly description?: string;

  /**
   * Whether the attachments must be up after a rollout.
   * @default Expectation.UP
   */
  readonly expect?: Expectation;

  /**
   * What must not cut the server off; synth stops where it would.
   * @default - what the fabric demands of all servers
   */
  readonly survives?: Survives[];
}

const PROPS: PropKinds<MultihomedServerProps> = {
  required: { vrf: construct('a Vrf5Instance'), asn: NUMBER, attachments: listOf(OBJECT) },
  optional: {
    ...SESSION_PROPS,
    ...SERVER_SESSION_PROPS,
    ...PORT_PROPS,
    ...SERVER_SIDE_PROPS,
    name: TEXT,
    description: TEXT,
    expect: memberOf('Expectation', Expectation),
    survives: listOf(objectOf(Survives, 'Survives.anySingleLeaf()')),
  },
};

const ATTACHMENT_PROPS: PropKinds<ServerAttachment> = {
  required: { leaf: construct('a LeafDevice'), interface: TEXT },
  optional: {
    ...SESSION_PROPS,
    ...HOME_PROPS,
    ...PORT_PROPS,
    ...ONE_PORT_PROPS,
    ...SERVER_END_PROPS,
    subnet: TEXT,
    leafAddress: TEXT,
    serverAddress: TEXT,
    subnet6: TEXT,
    leafAddress6: TEXT,
    serverAddress6: TEXT,
    vlanId: NUMBER,
    unit: NUMBER,
    description: TEXT,
    expect: memberOf('Expectation', Expectation),
  },
};

const MARK = 'MultihomedServer';

/** One attachment, made. */
interface Home {
  readonly attached: ServerFacingInterface;
  readonly links: readonly ServerLink[];
  readonly end: Pick<AttachmentIntent, 'serverInterface' | 'serverMembers'>;
}

/**
 * A server that speaks EBGP to several leaves: makes the interface, the VRF membership and the sessions on each, and knows
 * that they belong together. What it makes is named after leaf and port, so that adding or removing one attachment leaves the
 * others as they are.
 */
export class MultihomedServer extends Construct {
  /** Whether `x` is a MultihomedServer. */
  static isMultihomedServer(x: unknown): x is MultihomedServer {
    return isMarked(x, MARK);
  }

  /** Name of the server, unique in the fabric. */
  readonly name: string;
  /** The VRF the server is in. */
  readonly vrf: IVrf;

  private readonly asn: number;
  private readonly description: string;
  private readonly accepted: AcceptedPrefixes;
  private readonly forAll: ServerSessionOptions & PortOptions;
  private readonly sessions: HomeSessions;
  private readonly expect: Expectation;
  private readonly side: ServerSideFacts;
  private readonly survives?: Survives[];
  private readonly homes: Home[] = [];

  /** @throws FabricError when an attachment is given twice, subnets overlap, prefixes are missing or a value is not usable */
  constructor(scope: Construct, id: string, props: MultihomedServerProps) {
    super(scope, id);
    mark(this, MARK);
    requireProps(this, props, PROPS);
    props.attachments.forEach((attachment, i) => {
      requireProps(this, attachment, ATTACHMENT_PROPS, nameOf(i));
    });
    const fabric = fabricOf(this);
    if (props.attachments.length === 0) throw noAttachments(this.node.path);
    this.name = groupName(this, 'name', props.name ?? id);
    this.vrf = props.vrf;
    this.asn = parsed(this, 'asn', () => Asn.parse(props.asn)).value;
    this.description = oneLine(this, 'description', props.description ?? `${this.name} (${fabric.name})`, 255);
    this.accepted = AcceptedPrefixes.of(this, props);
    this.forAll = props;
    this.sessions = new HomeSessions(props);
    this.expect = props.expect ?? Expectation.UP;
    this.side = serverSideFacts(this, props, this.accepted);
    this.survives = props.survives;
    props.attachments.forEach((attachment, i) => {
      this.homes.push(this.attach(attachment, `attachments[${i}]`));
    });
    this.requireSubnetsApart();
    this.requireFamilyOfEveryPrefix();
    fabric._members.addServer(this);
  }

  /** The interfaces that were made, in the order of the attachments. */
  get interfaces(): ServerFacingInterface[] {
    return this.homes.map((home) => home.attached);
  }

  /**
   * The server's own side of its sessions and links, so that both ends agree. It holds no secret; where one belongs stands a
   * word that says where the secret is.
   *
   * @returns the texts by file name, for example `{ 'frr.conf': … }`
   * @throws FabricError when the fabric is not sound, the program on the server cannot do what the leaves do, or the form needs
   * to know more of the server
   */
  configuration(format: ServerFormat): Record<string, string> {
    const source = fabricSourceOf(fabricOf(this));
    if (source === undefined) throw noFabricFound(this.node.path);
    return { ...renderServer(source.intent(), this.name, literalOf(format)) };
  }

  /** @internal */
  _intent(): ServerIntent {
    return {
      name: this.name,
      constructPath: this.node.path,
      asn: this.asn,
      vrf: this.vrf.vrfName,
      prefixes: this.accepted.texts(),
      ...this.accepted.atLeast(),
      attachments: this.homesInTree()
        .map(attachmentIntent)
        .sort((a, b) => compareText(a.hostname, b.hostname) || compareNumbered(a.port, b.port) || a.unit - b.unit),
      ...survivesIntent(this.survives),
      ...serverSideIntent(this.side, fabricOf(this)._defaults.serverSide),
    };
  }

  /**
   * The subnets that come from pools, and those that pools must go around.
   * @internal
   */
  _needs(): AllocationNeeds {
    const links = this.homesInTree().flatMap(({ attached, links }) =>
      links.map((link) => ({ link, path: attached.node.path })),
    );
    return {
      requests: links
        .filter(({ link }) => link.given === undefined)
        .map(({ link, path }) => ({ key: link.key, constructPath: path })),
      given: links.flatMap(({ link, path }) => givenSubnet(link, path)),
    };
  }

  /** An attachment goes with its interface, and with its leaf. */
  private homesInTree(): Home[] {
    return this.homes.filter(({ attached }) => isInTree(attached) && isInTree(attached.leaf));
  }

  private attach(attachment: ServerAttachment, prop: string): Home {
    const unit = attachment.unit ?? attachment.vlanId ?? 0;
    const links = serverLinks(this, prop, attachment, this.subnetSource(attachment, unit));
    const port = unit === 0 ? attachment.interface : logicalInterfaceName(attachment.interface, unit);
    const id = `${attachment.leaf.hostName}:${port}`;
    if (this.node.tryFindChild(childId(id)) !== undefined) {
      throw duplicateAttachment(prop, attachment.leaf.hostName, port, this.node.path);
    }
    const props: LinkedInterfaceProps = {
      leaf: attachment.leaf,
      interface: attachment.interface,
      vrf: this.vrf,
      addresses: [],
      _links: links,
      vlanId: attachment.vlanId,
      unit: attachment.unit,
      description: attachment.description ?? this.description,
      ...homePortOptions(this.forAll, attachment, links),
      expect: attachment.expect ?? this.expect,
    };
    const attached = new ServerFacingInterface(this, id, props);
    const session = this.sessions.of(attachment);
    for (const link of links) this.peer(attached, link, session);
    return { attached, links, end: serverEnd(this, prop, attachment) };
  }

  private peer(attached: ServerFacingInterface, link: ServerLink, session: HomeSession): void {
    const { family } = link;
    const props: LinkedPeeringProps = {
      localAddress: session.options.localAddress,
      interface: attached,
      _link: link,
      _settings: session.settings,
      peerAsn: this.asn,
      ...this.groupOf(family),
      description: this.name,
      _accepted: this.accepted.only(family),
    };
    new EbgpServerPeering(attached, family, props)._belongsTo(this.name);
  }

  private groupOf(family: Family): Pick<LinkedPeeringProps, 'dualStackGroup' | 'group'> {
    const { dualStackGroup } = this.forAll;
    return { dualStackGroup, group: dualStackGroup === true ? this.name : bgpGroupName(this.name, family) };
  }

  /** Subnets of one attachment that it does not give. */
  private subnetSource({ leaf, interface: port }: ServerAttachment, unit: number): SubnetSource {
    const { _allocation: allocation } = fabricOf(this);
    return {
      families: this.accepted.families,
      has: (family) => allocation.has(family === 'inet' ? 'subnet' : 'subnet6'),
      keyOf: (family) => subnetKey(family, this.name, leaf.hostName, port, unit),
      subnet: (key) => allocation.value(key),
    };
  }

  private requireSubnetsApart(): void {
    const links = this.homes.flatMap((home, i) =>
      home.links.flatMap(({ given }) => (given === undefined ? [] : [{ subnet: given, prop: nameOf(i) }])),
    );
    links.sort((a, b) => a.subnet.prefix.compare(b.subnet.prefix));
    links.forEach((link, i) => {
      const before = links[i - 1];
      if (before?.subnet.overlaps(link.subnet) !== true) return;
      throw serverSubnetsOverlap(
        link.prop,
        link.subnet.toString(),
        before.prop,
        before.subnet.toString(),
        this.node.path,
      );
    });
  }

  private requireFamilyOfEveryPrefix(): void {
    const families = new Set<Family>(this.homes.flatMap((home) => home.links.map((link) => link.family)));
    const stranded = this.accepted.all?.find((prefix) => !families.has(prefix.family));
    if (stranded !== undefined) throw prefixWithoutAddresses(stranded.toString(), stranded.family, this.node.path);
  }
}

function nameOf(index: number): string {
  return `attachments[${index}]`;
}

function attachmentIntent({ attached, links, end }: Home): AttachmentIntent {
  return {
    hostname: attached.leaf.hostName,
    port: attached.port,
    unit: attached.unit,
    addresses: links.map((link) => link.addresses().intent),
    expect: literalOf(attached._expect),
    ...end,
  };
}

function givenSubnet({ given, key }: ServerLink, constructPath: string): GivenValue[] {
  if (given === undefined) return [];
  return [{ value: given.toString(), extent: prefixExtent(given.prefix), key, constructPath }];
}
