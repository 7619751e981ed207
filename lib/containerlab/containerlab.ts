/**
 * The same fabric for containerlab (https://containerlab.dev), for people who have the images: virtual Junos devices with
 * the rendered configurations, or the nodes of the twin as containers. Nothing here was tried; each file says so.
 */
import type { TwinNode, TwinPlan, TwinSource } from '../twin/plan';
import { planTwin } from '../twin/plan';
import { setupScript } from '../twin/engine/node-script';
import { cabledPorts, InterfaceMap, isPhysical } from './interface-map';
import type { JunosKind } from './junos-startup';
import { interfaceOf, startupConfiguration } from './junos-startup';
import { header, yamlString, readme } from './texts';

/** What runs the devices; servers are FRR containers always. */
export type ContainerlabKind = JunosKind | 'frr';

/** How the export is named. */
export interface ContainerlabOptions {
  readonly kind: ContainerlabKind;
  /** Name of the lab: the fabric's. */
  readonly name: string;
}

/** Files of the export by path. */
export type ContainerlabFiles = Readonly<Record<string, string>>;

/** Image of each kind, to be replaced by the user's own. */
const IMAGES: Readonly<Record<ContainerlabKind, string>> = {
  vjunos: 'vrnetlab/juniper_vjunos-switch:23.4R2-S2.1',
  crpd: 'crpd:23.4R1.9',
  frr: 'quay.io/frrouting/frr:8.4.4',
};
const KINDS: Readonly<Record<ContainerlabKind, string>> = {
  vjunos: 'juniper_vjunosswitch',
  crpd: 'juniper_crpd',
  frr: 'linux',
};

/**
 * Topology, startup configurations, and a README with what is unproven.
 *
 * @throws twinCannotRun for `frr`, and for servers invalidTwinPlan, as `planTwin`
 */
export function exportContainerlab(source: TwinSource, options: ContainerlabOptions): ContainerlabFiles {
  return options.kind === 'frr' ? frrFiles(source, options) : junosFiles(source, options, options.kind);
}

function frrFiles(source: TwinSource, { name, kind }: ContainerlabOptions): ContainerlabFiles {
  const plan = planTwin(source);
  const nodes = plan.nodes.flatMap((node) => containerLines(node.name));
  const links = plan.links.map(({ a, b }) => endpoints(`${a.node}:${a.interface}`, `${b.node}:${b.interface}`));
  return {
    [`${name}.clab.yml`]: topology(name, kind, nodes, links),
    ...allFiles(plan.nodes),
    'README.md': readme(kind, []),
  };
}

function junosFiles(source: TwinSource, { name }: ContainerlabOptions, kind: JunosKind): ContainerlabFiles {
  const plan = planTwin({ ...source, devices: [], cables: [], servers: source.servers.map(withoutLinks) });
  const ends = [
    ...source.cables.flatMap(({ a, b }) => [a, b]),
    ...source.servers.flatMap(({ links }) => links.map(({ device, port }) => ({ device, port }))),
  ];
  const maps = new Map(
    source.devices.map(({ hostname, configuration }) => {
      const configured = configuration.entries('interfaces').map(({ keys }) => keys[0] ?? '');
      return [hostname, new InterfaceMap([...configured.filter(isPhysical), ...cabledPorts(hostname, ends)])];
    }),
  );
  const started = source.devices.map(({ hostname, configuration }) => ({
    hostname,
    ...startupConfiguration(configuration, kind, maps.get(hostname) ?? new InterfaceMap([])),
  }));
  const port = (device: string, name_: string): string => `${device}:eth${(maps.get(device)?.number(name_) ?? 0) + 1}`;
  const wires = serverWires(source);
  const links = [
    ...source.cables.map(({ a, b }) => endpoints(port(a.device, a.port), port(b.device, b.port))),
    ...wires.map((wire) => endpoints(port(wire.device, wire.port), `${wire.server}:${wire.interface}`)),
  ];
  const nodes = [
    ...source.devices.flatMap(({ hostname }) => junosNode(kind, hostname)),
    ...source.servers.flatMap(({ name: server }) => containerLines(server)),
  ];
  const notes = started.flatMap(({ hostname, left }) => left.map((line) => `${hostname}: ${line}`));
  const mapped = [...maps].flatMap(([hostname, map]) =>
    map.entries.map(([from, number]) => [hostname, from, interfaceOf(kind, number), `eth${number + 1}`]),
  );
  const crowded = [...maps].filter(([, map]) => map.isTooLarge).map(([hostname]) => hostname);
  return {
    [`${name}.clab.yml`]: topology(name, kind, nodes, links),
    ...Object.fromEntries(started.map(({ hostname, text }) => [`configs/${hostname}.conf`, header(kind) + text])),
    ...allFiles(serverNodes(source, plan)),
    'README.md': readme(kind, notes, mapped, crowded),
  };
}

function withoutLinks(server: TwinSource['servers'][number]) {
  return { ...server, links: [] };
}

interface Wire {
  readonly device: string;
  readonly port: string;
  readonly server: string;
  readonly interface: string;
}

/** One wire for each port of a device; the VLANs of a port share it. */
function serverWires({ servers }: TwinSource): Wire[] {
  return servers.flatMap((server) => {
    const ports = [...new Set(server.links.map(({ device, port }) => `${device} ${port}`))];
    return ports.map((at, i) => {
      const [device = '', port = ''] = at.split(' ');
      return { device, port, server: server.name, interface: `eth${i + 1}` };
    });
  });
}

/** The servers of the twin, with the interfaces that containerlab gives them. */
function serverNodes(source: TwinSource, plan: TwinPlan): TwinNode[] {
  const wires = serverWires(source);
  return source.servers.flatMap((server) => {
    const node = plan.nodes.find(({ name }) => name === server.name);
    if (node === undefined) return [];
    const interfaces = server.links.map(({ addresses, device, port, vlanId, mtu }) => {
      const wire = wires.find((one) => one.server === server.name && one.device === device && one.port === port);
      const base = wire?.interface ?? '';
      return {
        name: vlanId === undefined ? base : `${base}.${vlanId}`,
        title: `to ${device} ${port}`,
        tagged: vlanId === undefined ? undefined : { base, vlanId },
        addresses,
        mtu: mtu ?? 1500,
        disabled: false,
      };
    });
    return [{ ...node, interfaces }];
  });
}

function junosNode(kind: JunosKind, hostname: string): string[] {
  return [`    ${hostname}:`, `      kind: ${KINDS[kind]}`, `      startup-config: configs/${hostname}.conf`];
}

function containerLines(name: string): string[] {
  return [
    `    ${name}:`,
    '      kind: linux',
    `      image: ${IMAGES.frr}`,
    '      network-mode: none',
    '      entrypoint: /bin/sh',
    `      cmd: ${yamlString("-c 'while :; do sleep 3600; done'")}`,
    '      binds:',
    `        - configs/${name}:/twin:ro`,
    '      exec:',
    '        - sh /twin/setup.sh',
  ];
}

function allFiles(nodes: readonly TwinNode[]): ContainerlabFiles {
  const files = nodes.flatMap((node) =>
    Object.entries({ ...node.files, 'setup.sh': setupScript(node) }).map(
      ([name, text]) => [`configs/${node.name}/${name}`, text] as const,
    ),
  );
  return Object.fromEntries(files);
}

function endpoints(one: string, other: string): string {
  return `    - endpoints: [${yamlString(one)}, ${yamlString(other)}]`;
}

function topology(name: string, kind: ContainerlabKind, nodes: readonly string[], links: readonly string[]): string {
  const image = kind === 'frr' ? [] : ['  kinds:', `    ${KINDS[kind]}:`, `      image: ${IMAGES[kind]}`];
  const lines = [`name: ${name}`, 'topology:', ...image, '  nodes:', ...nodes, '  links:', ...links];
  return `${header(kind)}${lines.map((line) => `${line}\n`).join('')}`;
}
