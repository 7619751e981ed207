import { isPolicyName } from '../junos/tree/policy-expression';
import type {
  AttachmentIntent,
  BfdIntent,
  DeviceIntent,
  FabricIntent,
  InterfaceIntent,
  PeeringIntent,
  PortOptionsIntent,
  PrefixLimitActionIntent,
  SecretIntent,
  ServerIntent,
  SessionOptionsIntent,
} from '../intent/fabric-intent';
import { InterfaceAddress } from '../model/interface-address';
import { Subnet } from '../model/subnet';
import { PORT_OPTION_ROWS } from '../render/port-options';
import type { SESSION_OPTIONS } from '../render/session-options';
import { commonSessionOptions } from './match-servers';
import type { SourceValue } from './source-text';
import { Expression, member, source } from './source-text';
import { DEFAULT_BFD_INTERVAL_MS, DEFAULT_PREFIX_LIMIT } from '../model/session-defaults';
import { DEFAULT_BFD_MULTIPLIER } from '../model/junos-defaults';

type Props = Readonly<Record<string, SourceValue>>;

/** Props of a server with its attachments. What all attachments say alike is said once. */
export function serverProps(
  intent: FabricIntent,
  server: ServerIntent,
  vrf: Expression,
  leaf: (hostname: string) => Expression,
): Props {
  const homes = server.attachments.map((attachment) => homeOf(intent, server, attachment));
  const [first] = homes;
  const areAlike = homes.every(({ options }) => JSON.stringify(options) === JSON.stringify(first?.options));
  return {
    vrf,
    asn: server.asn,
    ...accepted(server.prefixes, first?.sessions[0]?.acceptAnythingReason),
    dualStackGroup: first?.sessions[0]?.dualStackGroup,
    ...(areAlike && first?.sessions[0] !== undefined && optionProps(first.sessions[0])),
    attachments: homes.map(({ attachment, on, sessions }) => ({
      leaf: leaf(attachment.hostname),
      interface: attachment.port,
      ...linkProps(attachment),
      ...portProps(on),
      description: on.description === `${server.name} (${intent.name})` ? undefined : on.description,
      ...(!areAlike && sessions[0] !== undefined && optionProps(sessions[0])),
    })),
  };
}

/**
 * Props of a session that stands alone.
 *
 * @param id - of its construct, which is the group's name where none is given
 */
export function peeringProps(session: PeeringIntent, id: string, on: Expression): Props {
  return {
    interface: on,
    neighbor: session.neighbor,
    peerAsn: session.peerAsn,
    ...groupProps(session, id),
    ...accepted(session.acceptedPrefixes, session.acceptAnythingReason),
    ...optionProps(session),
  };
}

function groupProps(session: PeeringIntent, id: string): Props {
  const { description, group, groupOfOthers } = session;
  if (groupOfOthers === undefined) {
    return {
      group: id === group ? undefined : group,
      dualStackGroup: session.dualStackGroup,
      description: description === group ? undefined : description,
    };
  }
  const { inherited, namesFamily } = groupOfOthers;
  const attributes = {
    peerAsn: inherited.includes('peerAsn') ? session.peerAsn : undefined,
    ...propsOf(session, (name) => inherited.includes(name) && !isUnsaidLimit(name, session)),
  };
  const more = Object.values(attributes).every((one) => one === undefined) ? '' : `, ${source(attributes)}`;
  const bgpGroup = new Expression(`BgpGroup.fromGroupName(${source(group)}${more})`);
  return { bgpGroup, namesFamily, description, localAddress: localAddressSource(session) };
}

function localAddressSource({ localAddress, statedLocalAddress: stated }: PeeringIntent): SourceValue {
  if (stated === undefined) return undefined;
  return new Expression(stated === localAddress ? 'LocalAddress.ofLink()' : `LocalAddress.of(${source(stated)})`);
}

/** Where neither the group nor the neighbor has a limit, the intent has the library's. */
function isUnsaidLimit(name: string, { prefixLimit }: PeeringIntent): boolean {
  return name === 'prefixLimit' && prefixLimit === DEFAULT_PREFIX_LIMIT;
}

/** Props of a port, but for its leaf, VRF, addresses and description. */
export function portProps(one: InterfaceIntent): Props {
  const { unit, vlanId } = one;
  return {
    vlanId,
    unit: unit === (vlanId ?? 0) ? undefined : unit,
    portOfOthers: one.portOfOthers,
    ...Object.fromEntries(PORT_OPTION_ROWS.map(([name]) => [name, portValue(one, name)])),
  };
}

function portValue(one: InterfaceIntent, name: keyof PortOptionsIntent): SourceValue {
  const value = one[name];
  if (value === undefined) return undefined;
  return isSpelledOfPort(name) ? SPELLED_OF_PORT[name](value as never) : (value as SourceValue);
}

/** Options of a port that cannot be given as they stand in the intent. */
type SpelledPortOption = {
  [K in keyof PortOptionsIntent]-?: NonNullable<PortOptionsIntent[K]> extends number | boolean ? never : K;
}[keyof PortOptionsIntent];

const SPELLED_OF_PORT = {
  speed: (speed) => member('InterfaceSpeed', `SPEED_${speed.toUpperCase()}`),
  aggregate: ({ lacp, lacpPeriodic, members, minimumLinks }) => ({
    members,
    lacp: lacp === 'active' ? undefined : new Expression('LacpMode.PASSIVE'),
    lacpPeriodic: lacpPeriodic === undefined ? undefined : member('LacpPeriodic', lacpPeriodic.toUpperCase()),
    minimumLinks,
  }),
} satisfies { readonly [K in SpelledPortOption]: (value: NonNullable<PortOptionsIntent[K]>) => SourceValue };

function isSpelledOfPort(name: keyof PortOptionsIntent): name is SpelledPortOption {
  return Object.hasOwn(SPELLED_OF_PORT, name);
}

interface Home {
  readonly attachment: AttachmentIntent;
  readonly on: InterfaceIntent;
  readonly sessions: readonly PeeringIntent[];
  readonly options: Partial<PeeringIntent>;
}

function homeOf({ devices }: FabricIntent, server: ServerIntent, attachment: AttachmentIntent): Home {
  const device = devices.find(({ hostname }) => hostname === attachment.hostname);
  const on = device?.interfaces.find(({ port, unit }) => port === attachment.port && unit === attachment.unit);
  const sessions = sessionsOf(device, server, attachment);
  const [first] = sessions;
  return { attachment, on: on ?? NO_PORT, sessions, options: first === undefined ? {} : commonSessionOptions(first) };
}

const NO_PORT: InterfaceIntent = {
  constructPath: '',
  port: '',
  unit: 0,
  vrf: '',
  addresses: [],
  expect: 'UP',
};

function sessionsOf(
  device: DeviceIntent | undefined,
  { name }: ServerIntent,
  { addresses }: AttachmentIntent,
): PeeringIntent[] {
  const own = new Set(addresses.map(({ leaf }) => leaf.split('/')[0]));
  return device?.peerings.filter(({ localAddress, server }) => server === name && own.has(localAddress)) ?? [];
}

/** The subnets of an attachment; addresses only where they are not those that a subnet has by default. */
function linkProps({ addresses }: AttachmentIntent): Props {
  const [first, second] = addresses;
  return { ...(first !== undefined && oneLink(first, '')), ...(second !== undefined && oneLink(second, '6')) };
}

function oneLink({ leaf, server }: AttachmentIntent['addresses'][number], suffix: '' | '6'): Props {
  const subnet = Subnet.parse(InterfaceAddress.parse(leaf).prefix.toString());
  const other = (own: string, byDefault: string): string | undefined => (own === byDefault ? undefined : bare(own));
  return {
    [`subnet${suffix}`]: subnet.toString(),
    [`leafAddress${suffix}`]: other(leaf, subnet.leafAddress().toString()),
    [`serverAddress${suffix}`]: other(server, subnet.serverAddress().toString()),
  };
}

function bare(address: string): string {
  return address.split('/')[0] ?? '';
}

function accepted(prefixes: readonly string[] | null, reason: string | undefined): Props {
  return prefixes === null ? { acceptAnything: reason ?? 'imported' } : { prefixes };
}

/** Props of the options that were found: a number, a flag or a text under its own name, what else there is by its function. */
function optionProps(session: PeeringIntent): Props {
  const inherited = session.groupOfOthers?.inherited ?? [];
  return propsOf(session, (name) => !inherited.includes(name));
}

/** The same of some options. A session in a group of others has no defaults of the library, so that it says what it has. */
function propsOf(session: PeeringIntent, isOne: (name: keyof SessionOptionsIntent) => boolean): Props {
  const options = Object.entries(commonSessionOptions(session)).filter(([name]) =>
    isOne(name as keyof SessionOptionsIntent),
  );
  const isOfOthers = session.groupOfOthers !== undefined;
  return Object.assign(
    {},
    ...options.map(([name, value]): Props => {
      if (isOfOthers && name === 'bfd')
        return { bfd: session.bfd === undefined ? undefined : true, ...bfdTimers(session.bfd) };
      if (isOfOthers && name === 'prefixLimit')
        return { prefixLimit: isOne('prefixLimit') ? session.prefixLimit : undefined };
      if (isSpelled(name)) return SPELLED[name](session[name] as never);
      return { [name]: value as SourceValue };
    }),
  ) as Props;
}

/** Options that are found and cannot be given as they stand in the intent. */
type SpelledOption = {
  [K in keyof SessionOptionRowTypes]: SessionOptionRowTypes[K] extends { readonly find: null }
    ? never
    : NonNullable<SessionOptionsIntent[K]> extends number | boolean
      ? never
      : K;
}[keyof SessionOptionRowTypes];

type SessionOptionRowTypes = typeof SESSION_OPTIONS;

const SPELLED = {
  prefixLimit: (value) => ({ prefixLimit: value === DEFAULT_PREFIX_LIMIT ? undefined : value }),
  bfd: (value) => ({ bfd: value === undefined ? false : undefined, ...bfdTimers(value) }),
  prefixLimitAction: (value) => ({ prefixLimitAction: value === undefined ? undefined : actionSource(value) }),
  authentication: (value) => ({
    authentication:
      value?.method === 'md5' ? new Expression(`BgpAuthentication.md5(${secretSource(value.secret)})`) : undefined,
  }),
  gracefulRestart: (value) => ({
    gracefulRestart: value === undefined ? undefined : true,
    restartTimeSec: value?.restartTimeSec,
    staleRoutesTimeSec: value?.staleRoutesTimeSec,
  }),
  bfdDuringRestart: (value) => ({
    bfdDuringRestart: value === undefined ? undefined : new Expression('BfdDuringRestart.FAST_FAILOVER'),
  }),
  multihop: (value) => ({ multihop: value === undefined ? undefined : true, multihopTtl: value?.ttl }),
  importPolicies: (value) => ({ importPolicies: value?.map(policySource) }),
  exportPolicies: (value) => ({ exportPolicies: value?.map(policySource) }),
} satisfies { readonly [K in SpelledOption | 'prefixLimit']: (value: SessionOptionsIntent[K]) => Props };

function bfdTimers(bfd: BfdIntent | undefined): Props {
  return {
    bfdMinimumIntervalMs: bfd?.minimumIntervalMs === DEFAULT_BFD_INTERVAL_MS ? undefined : bfd?.minimumIntervalMs,
    bfdMultiplier: bfd?.multiplier === DEFAULT_BFD_MULTIPLIER ? undefined : bfd?.multiplier,
  };
}

function isSpelled(name: string): name is keyof typeof SPELLED {
  return Object.hasOwn(SPELLED, name);
}

function policySource(name: string): Expression {
  const factory = isPolicyName(name) ? 'fromPolicyName' : 'fromExpression';
  return new Expression(`RoutingPolicy.${factory}(${source(name)})`);
}

function secretSource(secret: SecretIntent): string {
  switch (secret.from) {
    case 'environment':
      return `Secret.fromEnv(${source(secret.variable)})`;
    case 'file':
      return `Secret.fromFile(${source(secret.path)})`;
    case 'command':
      return secret.environment === undefined
        ? `Secret.fromCommand(${source(secret.command)})`
        : `Secret.fromCommand(${source(secret.command)}, ${source({ environment: secret.environment })})`;
  }
}

function actionSource(action: PrefixLimitActionIntent): Expression {
  const { thresholdPercent } = action;
  const call = (name: string, options: Props): Expression =>
    new Expression(`PrefixLimitAction.${name}(${source(options)})`);
  if (action.action !== 'teardown') return call(action.action, { thresholdPercent });
  const { idleTimeoutMin } = action;
  return idleTimeoutMin === 'forever'
    ? call('teardownUntilCleared', { thresholdPercent })
    : call('teardown', { idleTimeoutMin, thresholdPercent });
}
