import { policiesNamed } from '../../junos/tree/policy-expression';
import type { ActionModel, DeviceModel, InstanceModel, NeighborModel, TermModel } from '../device-model';
import { communityProblem } from '../frr/communities';
import type { TranslationRefusal } from './refusals';
import { DEFAULT_LOCAL_PREFERENCE, MAIN_INSTANCE } from '../../model/junos-defaults';

/** What each statement could be, and what they together cannot be in the twin. */
export function unsupported(device: DeviceModel): TranslationRefusal[] {
  return [...policyProblems(device), ...device.instances.flatMap((instance) => instanceProblems(device, instance))];
}

function instanceProblems(device: DeviceModel, instance: InstanceModel): TranslationRefusal[] {
  return [
    ...withoutAsNumber(instance),
    ...clusters(instance),
    ...overlayPolicies(device, instance),
    ...unknownPolicies(device, instance),
    ...generatedRoutes(device, instance),
  ];
}

/** A preference worse than Junos' 170 of BGP and EVPN is one that any other route wins against. */
const BGP_PREFERENCE = 170;
function policyProblems(device: DeviceModel): TranslationRefusal[] {
  return [...device.policies.values()].flatMap((policy) =>
    policy.terms.flatMap(({ name, from, actions }) => {
      const line = (rest: string): string =>
        `set policy-options policy-statement ${policy.name} ${name === '' ? '' : `term ${name} `}${rest}`;
      const matched = from.communities.map((one) => ({
        line: line(`from community ${one}`),
        reason: communityReason(device, one, 'match'),
      }));
      const done = actions.map((action) => ({
        line: line(`then ${action.kind}`),
        reason: actionReason(device, action, actions),
      }));
      return [...matched, ...done].flatMap(({ line: at, reason }) =>
        reason === undefined ? [] : [{ line: at, reason }],
      );
    }),
  );
}

function communityReason(
  device: DeviceModel,
  name: string,
  use: 'match' | 'add' | 'set' | 'delete',
): string | undefined {
  const community = device.communities.get(name);
  return community === undefined ? `there is no community ${name}` : communityProblem(community, use);
}

function actionReason(device: DeviceModel, action: ActionModel, all: readonly ActionModel[]): string | undefined {
  if (action.kind === 'community') return communityReason(device, action.name, action.operation);
  if (action.kind !== 'preference' || action.value === BGP_PREFERENCE) return undefined;
  const least = all.some((one) => one.kind === 'local-preference' && one.value < DEFAULT_LOCAL_PREFERENCE);
  if (action.value > BGP_PREFERENCE && least) return undefined;
  return 'the twin has one preference for BGP and EVPN; it follows a low local-preference beside it only';
}

/** The twin tells a generated default to a session; it does not forward by it. */
function generatedRoutes(device: DeviceModel, instance: InstanceModel): TranslationRefusal[] {
  return instance.generatedRoutes
    .filter(
      ({ prefix, policies }) =>
        !/^(?:0\.0\.0\.0|::)\/0$/.test(prefix) || policiesNamed(policies).some((one) => !device.policies.has(one)),
    )
    .map(({ prefix }) => ({
      line: `set routing-instances ${instance.name} routing-options generate route ${prefix}`,
      reason: 'the twin generates default routes only, by policies that are there',
    }));
}

function path(instance: InstanceModel, words: string): string {
  return `set ${instance.name === MAIN_INSTANCE ? '' : `routing-instances ${instance.name} `}protocols bgp ${words}`;
}

function withoutAsNumber(instance: InstanceModel): TranslationRefusal[] {
  const [first] = instance.neighbors;
  if (instance.asn !== undefined || first === undefined) return [];
  return [
    {
      line: path(instance, `group ${first.group} neighbor ${first.address}`),
      reason: 'the device has no routing-options autonomous-system; say in a topology what it starts with',
    },
  ];
}

/** FRR has one cluster id for each instance. */
function clusters(instance: InstanceModel): TranslationRefusal[] {
  const ids = [...new Set(instance.neighbors.flatMap(({ cluster }) => cluster ?? []))];
  if (ids.length < 2) return [];
  return [
    { line: path(instance, 'group * cluster'), reason: `the twin has one cluster id a device, not ${ids.join(', ')}` },
  ];
}

/** A route that a spine hands on leads to the leaf that made it, or nowhere: no tunnel ends on a spine. */
function overlayPolicies(device: DeviceModel, instance: InstanceModel): TranslationRefusal[] {
  return instance.neighbors
    .filter(({ families }) => families.includes('evpn'))
    .flatMap((neighbor) => {
      const reason = overlayReason(device, neighbor);
      const { address, group } = neighbor;
      return reason === undefined ? [] : [{ line: path(instance, `group ${group} neighbor ${address}`), reason }];
    });
}

function overlayReason(device: DeviceModel, neighbor: NeighborModel): string | undefined {
  const { asOverride, exports, imports, keepsNextHop, type } = neighbor;
  const used = policiesNamed([...imports, ...exports]).flatMap((name) => device.policies.get(name) ?? []);
  if (type === 'internal')
    return imports.length + exports.length === 0
      ? undefined
      : 'the twin has no policies on internal sessions of family evpn';
  if (!keepsNextHop) return 'the twin has external sessions of family evpn with multihop no-nexthop-change only';
  if (asOverride) return 'FRR has no as-override in family evpn';
  const asksForMore = ({ from }: TermModel): boolean =>
    from.filters !== undefined || from.family !== undefined || from.protocols.some((one) => one !== 'bgp');
  return used.some(({ terms }) => terms.some(asksForMore))
    ? 'policies of family evpn ask in the twin whether another device has told the route (protocol bgp), and for communities'
    : undefined;
}

function unknownPolicies(device: DeviceModel, instance: InstanceModel): TranslationRefusal[] {
  const used = [
    ...instance.neighbors.flatMap(({ imports, exports }) => [...imports, ...exports]),
    ...(instance.evpn?.exports ?? []),
  ];
  return [...new Set(policiesNamed(used))]
    .filter((name) => !device.policies.has(name))
    .map((name) => ({ line: `set policy-options policy-statement ${name}`, reason: 'it is used, and is not there' }));
}
