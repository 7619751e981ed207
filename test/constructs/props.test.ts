import { Testing } from 'cdktf';
import {
  Advertise,
  BgpAuthentication,
  Consent,
  EbgpServerPeering,
  FabricStack,
  FabricLink,
  IpFabricUnderlay,
  KeyChain,
  LeafDevice,
  Login,
  MultihomedServer,
  PrefixLimitAction,
  QfxModel,
  RoutingPolicy,
  Secret,
  ServerFacingInterface,
  Survives,
  Vrf5Instance,
} from '../../lib/index';
import { errorTexts } from '../support/errors';
import { expectGolden } from '../support/golden';
import { FABRIC_PROPS, guideLeaf, guideVrf } from '../support/guide-stack';

/*
 * Programs that no compiler has checked: what they give is `never` here, which fits everywhere.
 */

const unchecked = (props: Readonly<Record<string, unknown>>): never => props as never;

const LIKE = { name: 'qfx5120-48t-6c', like: QfxModel.QFX5120_48Y };
const LEAF = { junos: '19.1R2', loopback: '192.168.1.10', managementAddress: '10.0.0.10' };

function stack(): FabricStack {
  return new FabricStack(Testing.app(), 'dc1', FABRIC_PROPS);
}

function fabric(props: Readonly<Record<string, unknown>>): FabricStack {
  return new FabricStack(Testing.app(), 'dc1', unchecked({ ...FABRIC_PROPS, ...props }));
}

function server(props: Readonly<Record<string, unknown>>, home: Readonly<Record<string, unknown>> = {}): unknown {
  const scope = stack();
  const attachment = { leaf: guideLeaf(scope, 10), interface: 'et-0/0/15', subnet: '172.16.104.0/30', ...home };
  const given = { vrf: guideVrf(scope), asn: 4220000001, prefixes: ['10.1.5.0/24'], attachments: [attachment] };
  return new MultihomedServer(scope, 'server1', unchecked({ ...given, ...props }));
}

function port(scope: FabricStack, props: Readonly<Record<string, unknown>>): ServerFacingInterface {
  const given = { leaf: guideLeaf(scope, 10), vrf: guideVrf(scope), interface: 'et-0/0/15' };
  return new ServerFacingInterface(scope, 'port', unchecked({ ...given, addresses: ['172.16.104.1/30'], ...props }));
}

function session(props: Readonly<Record<string, unknown>>): unknown {
  const scope = stack();
  const given = { interface: port(scope, {}), neighbor: '172.16.104.2', peerAsn: 4220000001, prefixes: [] };
  return new EbgpServerPeering(scope, 'session', unchecked({ ...given, ...props }));
}

test('an unknown prop is refused with the nearest known one, wherever it stands', () => {
  expectGolden(
    'errors/constructs-unknown-props.txt',
    errorTexts([
      ['of a fabric', () => fabric({ knownHostFile: 'known_hosts' })],
      ['of a fabric, near to none', () => fabric({ maxUnavailabel: 2 })],
      ['of the rollout of a fabric', () => fabric({ rollout: { maxUnavailabel: 2 } })],
      ['of the pools of a fabric', () => fabric({ pools: { subnet: ['10.0.0.0/16'] } })],
      ['of the prerequisites of a fabric', () => fabric({ prerequisites: { routerID: 'PRESENT' } })],
      ['of a leaf', () => new LeafDevice(stack(), 'leaf10', unchecked({ ...LEAF, hostname: 'leaf10' }))],
      ['of a VRF', () => new Vrf5Instance(stack(), 'VRF_5', unchecked({ vnid: 5 }))],
      ['of a server', () => server({ prefixlimit: 20 })],
      ['of an attachment', () => server({}, { vlanid: 20 })],
      ['of an aggregate', () => server({}, { interface: 'ae1', aggregate: { members: ['et-0/0/1'], minLinks: 1 } })],
      ['of a port', () => port(stack(), { vlan: 20 })],
      ['of a session', () => session({ holdTime: 30 })],
      [
        'of a link',
        () => new IpFabricUnderlay(stack(), 'underlay', { links: [unchecked({ interfaces: 'et-0/0/1' })] }),
      ],
      ['of a key', () => new KeyChain(stack(), 'keys', { keys: [unchecked({ id: 0, key: 'x' })] })],
      ['of a login', () => Login.agent(unchecked({ user: 'netops', password: 'x' }))],
      ['of a secret', () => Secret.fromCommand(['pass'], unchecked({ env: ['HOME'] }))],
      ['of a demand', () => Survives.anySingleLeaf(unchecked({ path: 2 }))],
      ['of an action', () => PrefixLimitAction.dropExcess(unchecked({ threshold: 80 }))],
      ['of another action', () => PrefixLimitAction.teardown(unchecked({ idleTimeoutMin: 5, thresholdPercents: 80 }))],
      ['of a model', () => QfxModel.custom(unchecked({ ...LIKE, product: 'QFX5120-48T' }))],
      [
        'of the ports of a model',
        () => QfxModel.custom({ ...LIKE, ports: [unchecked({ first: 'et-0/0/0', last: 'et-0/0/1', speed: '100g' })] }),
      ],
      [
        'of a consent',
        () => Consent.forwardingRestart(unchecked({ device: guideLeaf(stack(), 10), reason: 'now', digest: 'x' })),
      ],
    ]),
  );
});

test('a prop of another kind is refused by its place, and what it is stays untold', () => {
  expectGolden(
    'errors/constructs-wrong-props.txt',
    errorTexts([
      ['no login', () => fabric({ login: undefined })],
      ['a login that is a plain object', () => fabric({ login: { user: 'netops', password: 'x' } })],
      ['a login without a class', () => fabric({ login: Object.create(null) })],
      ['no host keys', () => fabric({ knownHostsFile: undefined })],
      ['a model that is text', () => new LeafDevice(stack(), 'leaf10', unchecked({ ...LEAF, model: 'QFX10002-60C' }))],
      ['a member of QfxModel that is not there', () => new LeafDevice(stack(), 'leaf10', unchecked(LEAF))],
      ['no leaf', () => server({}, { leaf: undefined })],
      ['the name of a leaf', () => server({}, { leaf: 'leaf10' })],
      ['no VRF', () => server({ vrf: undefined })],
      ['prefixes that are text', () => server({ prefixes: '10.1.5.0/24' })],
      ['attachments that are none', () => server({ attachments: undefined })],
      ['an attachment that is a list', () => server({ attachments: [[]] })],
      ['an AS number that is text', () => server({ asn: '4220000001' })],
      ['a demand that is text', () => server({ survives: ['leaf'] })],
      ['a choice in other letters', () => server({ expect: 'up' })],
      ['a flag that is text', () => server({ bfd: 'no' })],
      ['an object of another class', () => server({ authentication: Advertise.defaultFromEvpn() })],
      ['a secret that is text', () => BgpAuthentication.md5('hidden' as never)],
      [
        'a key whose secret is text',
        () => new KeyChain(stack(), 'keys', { keys: [unchecked({ id: 0, secret: 'hidden' })] }),
      ],
      ['a variable that is none', () => Secret.fromEnv(undefined as never)],
      ['a command that is text', () => Secret.fromCommand('pass show key' as never)],
      ['advertised prefixes that are text', () => Advertise.prefixes('10.0.0.0/8' as never)],
      ['a policy that is a number', () => RoutingPolicy.fromPolicyName(5 as never)],
      ['a model that is like text', () => QfxModel.custom(unchecked({ ...LIKE, like: 'qfx5120-48y-8c' }))],
      [
        'a consent for the name of a device',
        () => Consent.forwardingRestart(unchecked({ device: 'leaf10', reason: 'x' })),
      ],
      ['no props at all', () => new FabricLink(stack(), 'link', undefined as never)],
    ]),
  );
});
