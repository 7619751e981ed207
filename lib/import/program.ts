import type {
  DeviceIntent,
  FabricIntent,
  InterfaceIntent,
  LoginIntent,
  PeeringIntent,
  VrfIntent,
} from '../intent/fabric-intent';
import { qfxModel } from '../platform/qfx-models';
import { policyStem } from '../render/names';
import { likeOf, portRows } from './custom-model';
import { ConstructIds, Identifiers } from './identifiers';
import type { ImportedFabric, Placeholder } from './imported-fabric';
import { peeringProps, portProps, serverProps } from './program-props';
import { RESERVED_WORDS } from './reserved-words';
import type { SourceValue } from './source-text';
import { Expression, lineComment, member, quoted, source } from './source-text';

/** What the variables of a program must not be called: its own, those of its module, and what is no name in strict code. */
const TAKEN = [...RESERVED_WORDS, 'app', 'fabric', 'exports', 'arguments', 'eval'];

/**
 * The TypeScript that says an imported fabric. What no configuration says is a name that does not exist, so that the
 * program compiles only when somebody has put the right thing there.
 *
 * @param files - what it was made from
 */
export function programOf(imported: ImportedFabric, files: readonly string[]): string {
  const { intent, placeholders } = imported;
  const names = new Identifiers(TAKEN);
  const ids = new ConstructIds();
  const leaf = (hostname: string): Expression => new Expression(names.of('device', hostname));
  const statements = [
    ...intent.devices.map((device) => deviceStatement(device, ids, leaf, placeholders.get(device.hostname) ?? [])),
    ...intent.vrfs.flatMap((vrf) => vrfStatement(vrf, intent, { ids, names }, leaf)),
    ...intent.servers.map((server) => {
      const vrf = new Expression(names.of('vrf', server.vrf));
      const id = ids.of('', server.name);
      const props = { name: id === server.name ? undefined : server.name, ...serverProps(intent, server, vrf, leaf) };
      return `new MultihomedServer(fabric, ${quoted(id)}, ${source(props, '  ')});`;
    }),
    ...intent.devices.flatMap((device) => pieces(device, intent, { ids, names }, leaf)),
    ...intent.devices.flatMap((device) => rawStatement(device, leaf)),
    ...intent.devices.flatMap((device) => adoption(device, leaf)),
  ];
  const body = statements.join('\n  ');
  return [
    lineComment(`Made by \`junos-fabric import\` from ${files.join(', ')}.`),
    lineComment('It is yours from here on: what it was made from is not read again.'),
    `import { App } from 'cdktf';`,
    `import { ${importsOf(body).join(', ')} } from 'cdktf-junos-fabric';`,
    ``,
    `export function imported(app: App): FabricStack {`,
    `  const fabric = new FabricStack(app, ${quoted(intent.name)}, ${source(fabricProps(imported), '  ')});`,
    ...(body === '' ? [] : [`  ${body}`]),
    `  return fabric;`,
    `}`,
    ``,
    `if (require.main === module) {`,
    `  const app = new App();`,
    `  imported(app);`,
    `  app.synth();`,
    `}`,
    ``,
  ].join('\n');
}

type LeafReference = (hostname: string) => Expression;

function fabricProps({ intent, isAsnKnown, knownHostsFile }: ImportedFabric): SourceValue {
  const { devices, overlayAsn } = intent;
  const stand = new Expression('SAY_THE_AS_NUMBER /* routing-options autonomous-system of the devices */');
  return {
    overlayAsn: isAsnKnown ? overlayAsn : stand,
    login: loginSource(devices[0]?.login),
    knownHostsFile,
  };
}

function loginSource(login: LoginIntent = { method: 'agent', user: 'netops' }): Expression {
  const { method, ...how } = login;
  return new Expression(`${member('Login', method).text}(${source(how)})`);
}

function deviceStatement(
  device: DeviceIntent,
  ids: ConstructIds,
  leaf: LeafReference,
  placeholders: readonly Placeholder[],
): string {
  const { asn, engineHostnames, hostname, junos, loopback, managementAddress, managementPort } = device;
  const given = (what: Placeholder, value: SourceValue, stand: string): SourceValue =>
    placeholders.includes(what) ? new Expression(stand) : value;
  const id = ids.of('', hostname);
  const props: SourceValue = {
    hostName: id === hostname ? undefined : hostname,
    model: given('model', modelSource(device), 'QfxModel.SAY_THE_MODEL /* a configuration does not */'),
    junos: given('junos', junos, 'SAY_THE_JUNOS_RELEASE /* as show version prints it */'),
    asn,
    loopback,
    managementAddress: given(
      'managementAddress',
      managementAddress,
      'SAY_THE_MANAGEMENT_ADDRESS /* where NETCONF is reached */',
    ),
    managementPort: managementPort === 830 ? undefined : managementPort,
    routingEngineHostNames: engineHostnames,
  };
  return `const ${leaf(hostname).text} = new LeafDevice(fabric, ${quoted(id)}, ${source(props, '  ')});`;
}

/** A model of the table by its constant, another by its name and what it is taken to be like. */
function modelSource({ model, modelFacts }: DeviceIntent): Expression {
  if (modelFacts === undefined) return modelReference(model);
  const like = likeOf(modelFacts);
  const props = {
    name: model,
    like: modelReference(like),
    evolved: modelFacts.evolved,
    ports: modelFacts.ports === qfxModel(like).ports ? undefined : portRows(modelFacts).map((row) => ({ ...row })),
  };
  return new Expression(`QfxModel.custom(${source(props)})`);
}

/** Models whose constant is not called as Junos reports them. */
const CONSTANTS: ReadonlyMap<string, string> = new Map([
  ['qfx5110-48s-4c', 'QFX5110_48S'],
  ['qfx5120-48y-8c', 'QFX5120_48Y'],
]);

/** The constant of a model that the library knows. */
export function modelReference(model: string): Expression {
  return member('QfxModel', CONSTANTS.get(model) ?? model.toUpperCase().replaceAll('-', '_'));
}

/** How a program calls things. */
interface Naming {
  readonly ids: ConstructIds;
  readonly names: Identifiers;
}

function vrfStatement(vrf: VrfIntent, intent: FabricIntent, { ids, names }: Naming, leaf: LeafReference): string[] {
  const { importRouteTargets, name, owned, rdNumber, routeTarget, vni } = vrf;
  const holders = intent.devices.filter((device) => device.vrfs.some((one) => one.name === name));
  if (holders.length === 0) return [];
  const variable = names.of('vrf', name);
  const id = ids.of('', name);
  if (!owned) {
    const attributes = source({ name, vni, routeTarget, rdNumber }, '  ');
    return [`const ${variable} = Vrf5Instance.fromVrf5InstanceAttributes(fabric, ${quoted(id)}, ${attributes});`];
  }
  const without = holders.filter((device) => !device.interfaces.some((one) => one.vrf === name));
  const leaves = without.length === 0 ? undefined : without.map(({ hostname }) => leaf(hostname));
  const props = source(
    { name: id === name ? undefined : name, vni, routeTarget, importRouteTargets, rdNumber, leaves },
    '  ',
  );
  return [`const ${variable} = new Vrf5Instance(fabric, ${quoted(id)}, ${props});`];
}

/** Ports and sessions that are not of a server. */
function pieces(device: DeviceIntent, intent: FabricIntent, { ids, names }: Naming, leaf: LeafReference): string[] {
  const { hostname } = device;
  const isOfServer = ({ port, unit }: InterfaceIntent): boolean =>
    intent.servers.some(({ attachments }) =>
      attachments.some((home) => home.hostname === hostname && home.port === port && home.unit === unit),
    );
  return device.interfaces
    .filter((one) => !isOfServer(one))
    .flatMap((one) => {
      const logical = `${one.port}.${one.unit}`;
      const variable = names.of('port', `${hostname} ${logical}`);
      const sessions = device.peerings.filter((session) => isOn(session, one));
      const props: SourceValue = {
        leaf: leaf(hostname),
        interface: one.port,
        vrf: new Expression(names.of('vrf', one.vrf)),
        addresses: one.addresses.map(({ address }) => address),
        ...portProps(one),
        description: one.description,
      };
      const made = `new ServerFacingInterface(${leaf(hostname).text}, ${quoted(logical)}, ${source(props, '  ')});`;
      return [
        sessions.length === 0 ? made : `const ${variable} = ${made}`,
        ...sessions.map((session) => {
          const id = ids.of(variable, session.groupOfOthers === undefined ? policyStem(session) : session.neighbor);
          const args = source(peeringProps(session, id, new Expression(variable)), '  ');
          return `new EbgpServerPeering(${variable}, ${quoted(id)}, ${args});`;
        }),
      ];
    });
}

function isOn({ localAddress, server, vrf }: PeeringIntent, one: InterfaceIntent): boolean {
  return (
    server === undefined &&
    vrf === one.vrf &&
    one.addresses.some(({ address }) => address.split('/')[0] === localAddress)
  );
}

function rawStatement({ hostname, statements = [] }: DeviceIntent, leaf: LeafReference): string[] {
  if (statements.length === 0) return [];
  const lines = source({ lines: statements.map(({ line }) => line) }, '  ');
  return [`new JunosStatements(${leaf(hostname).text}, 'imported', ${lines});`];
}

function adoption({ adopted = [], hostname }: DeviceIntent, leaf: LeafReference): string[] {
  const [first] = adopted;
  if (first === undefined) return [];
  const props = source({ paths: adopted.map(({ path }) => path), reason: first.reason }, '  ');
  return [`${leaf(hostname).text}.adopt(${props});`];
}

/** What the program uses of the library, sorted. */
function importsOf(body: string): string[] {
  const classes = [
    ...[
      'BfdDuringRestart',
      'BgpAuthentication',
      'BgpGroup',
      'EbgpServerPeering',
      'InterfaceSpeed',
      'JunosStatements',
      'LacpMode',
      'LacpPeriodic',
    ],
    ...['LeafDevice', 'LocalAddress', 'MultihomedServer', 'PrefixLimitAction', 'QfxModel', 'RoutingPolicy', 'Secret'],
    ...['ServerFacingInterface', 'Vrf5Instance'],
  ];
  const used = classes.filter((name) => new RegExp(`\\b${name}\\b`).test(body));
  return [...used, 'FabricStack', 'Login'].sort((a, b) => (a < b ? -1 : 1));
}
