import type { TwinInterface, TwinNode, TwinVrf } from '../plan';

/** How a VRF is made: a network namespace of its own, or a VRF device where the kernel has them. */
export type VrfMode = 'netns' | 'device';

/** Daemons in the order they start; each is started where it has a file. */
const DAEMONS = ['zebra', 'staticd', 'bfdd', 'bgpd'] as const;
const DAEMON_DIRECTORY = '/usr/lib/frr';
/** Bytes of netlink replies that zebra takes at once: with less, a burst of routes is lost. */
const NETLINK_BUFFER = 90_000_000;
/** First routing table of VRF devices. */
const FIRST_TABLE = 1001;

/**
 * Written before any cable is there, since interfaces take their own settings from `default`. Addresses of IPv6 must stay
 * when a cable is cut, and be usable at once.
 */
const KERNEL_SETTINGS: readonly string[] = [
  'net/ipv4/ip_forward=1',
  'net/ipv4/conf/all/rp_filter=0',
  'net/ipv4/conf/default/rp_filter=0',
  'net/ipv4/fib_multipath_hash_policy=1',
  'net/ipv6/conf/all/forwarding=1',
  'net/ipv6/conf/all/keep_addr_on_down=1',
  'net/ipv6/conf/default/keep_addr_on_down=1',
  'net/ipv6/conf/all/accept_dad=0',
  'net/ipv6/conf/default/accept_dad=0',
  'net/ipv6/fib_multipath_hash_policy=1',
];

const SETTINGS = KERNEL_SETTINGS.map((setting) => {
  const [name = '', value = ''] = setting.split('=');
  return `[ ! -e /proc/sys/${name} ] || echo ${value} > /proc/sys/${name}`;
}).join('\n');

/** Everything the first process of a node does. It runs with the twin's directory as working directory. */
export function nodeScript(node: TwinNode, mode: VrfMode): string {
  const home = `nodes/${node.name}`;
  return `${[
    'set -e',
    `trap 'echo "failed ${node.name}" > events' EXIT`,
    `exec 8<> ${home}/go`,
    `hostname ${node.name}`,
    ...privateFiles(home),
    'ip link set lo up',
    'settings() {',
    SETTINGS,
    '}',
    'settings',
    ...(mode === 'netns' ? node.vrfs.flatMap(({ name }) => separateVrf(name)) : []),
    `echo "ready ${node.name}" > events`,
    'read -r go <&8',
    ...network(node, mode),
    ...daemonsOf(node).map((daemon) => startDaemon(daemon, home, mode)),
    `echo "started ${node.name}" > events`,
    'trap - EXIT',
    'set +e',
    // Children that lose their parent become children of this process: it collects them.
    'while :; do sleep 3600 & wait $!; done',
  ].join('\n')}\n`;
}

/**
 * The same for a container that has the node's cables already, with its files in `/twin`: VRFs are devices, and what the
 * container has of its own stays.
 */
export function setupScript(node: TwinNode): string {
  return `${[
    'set -e',
    SETTINGS,
    'cp /twin/*.conf /etc/frr/',
    'touch /etc/frr/vtysh.conf',
    ...node.interfaces.flatMap(({ name, tagged }) =>
      tagged === undefined
        ? []
        : [
            `ip link set ${tagged.base} up`,
            `ip link add link ${tagged.base} name ${name} type vlan id ${tagged.vlanId}`,
          ],
    ),
    ...network(node, 'device'),
    ...daemonsOf(node).map((daemon) => `${DAEMON_DIRECTORY}/${daemon} -d -P 0`),
  ].join('\n')}\n`;
}

function daemonsOf(node: TwinNode) {
  return DAEMONS.filter((daemon) => node.files[`${daemon}.conf`] !== undefined);
}

/** Command line of a daemon. */
export function startDaemon(daemon: (typeof DAEMONS)[number] | 'bgpd', home: string, mode: VrfMode): string {
  const own = daemon === 'zebra' ? ` ${mode === 'netns' ? '-n ' : ''}-s ${NETLINK_BUFFER}` : '';
  return `${DAEMON_DIRECTORY}/${daemon} -d -u root -g root -P 0${own} --log file:$PWD/${home}/${daemon}.log`;
}

/** FRR finds its files at fixed places: every node has its own there. */
function privateFiles(home: string): string[] {
  return [
    'mount -t tmpfs tmpfs /run',
    'mkdir -p /run/netns /run/frr',
    'mount -t tmpfs tmpfs /var/tmp',
    'mount -t tmpfs tmpfs /etc/frr',
    `printf 'root:x:0:root\\nfrr:x:0:root\\nfrrvty:x:0:root\\n' > ${home}/group`,
    `mount --bind ${home}/group /etc/group`,
    `cp ${home}/*.conf /etc/frr/`,
    'touch /etc/frr/vtysh.conf',
  ];
}

function separateVrf(vrf: string): string[] {
  return [
    `ip netns add ${vrf}`,
    `inside_${shellName(vrf)}() { ip netns exec ${vrf} "$@"; }`,
    `ip netns exec ${vrf} sh -e <<'X'`,
    SETTINGS,
    'X',
  ];
}

function shellName(vrf: string): string {
  return vrf.replace(/\W/g, '_');
}

function network(node: TwinNode, mode: VrfMode): string[] {
  const own = node.interfaces.filter(({ vrf }) => vrf === undefined);
  const main = [
    ...node.addresses.map((address) => `addr add ${address} dev lo`),
    ...own.flatMap((one) => interfaceCommands(one)),
  ];
  return [
    ...batch('', main),
    ...node.vrfs.flatMap((vrf, i) =>
      mode === 'netns' ? separateNetwork(node, vrf) : deviceNetwork(node, vrf, FIRST_TABLE + i),
    ),
  ];
}

function interfaceCommands({ name, addresses, mtu, disabled }: TwinInterface): string[] {
  return [
    `link set ${name} mtu ${mtu}`,
    ...addresses.map((address) => `addr add ${address} dev ${name}`),
    `link set ${name} ${disabled ? 'down' : 'up'}`,
  ];
}

/**
 * The socket of a tunnel stays in the namespace where it was made: packets leave through the underlay, and arrive in the
 * VRF.
 */
function separateNetwork(node: TwinNode, vrf: TwinVrf): string[] {
  const own = node.interfaces.filter((one) => one.vrf === vrf.name);
  const inside = [
    'link set lo up',
    ...vrf.addresses.map((address) => `addr add ${address} dev lo`),
    ...(vrf.vni === undefined ? [] : bridgeCommands(vrf.vni, node.tunnelMtu)),
    ...own.flatMap((one) => interfaceCommands(one)),
  ];
  const moved = [
    ...(vrf.vni === undefined ? [] : [tunnelCommand(node, vrf.vni), `link set vx${vrf.vni} netns ${vrf.name}`]),
    ...own.map(({ name }) => `link set ${name} netns ${vrf.name}`),
  ];
  return [...batch('', moved), ...batch(`inside_${shellName(vrf.name)} `, inside)];
}

function deviceNetwork(node: TwinNode, vrf: TwinVrf, table: number): string[] {
  const own = node.interfaces.filter((one) => one.vrf === vrf.name);
  return batch('', [
    `link add ${vrf.name} type vrf table ${table}`,
    `link set ${vrf.name} up`,
    ...vrf.addresses.map((address) => `addr add ${address} dev ${vrf.name}`),
    ...(vrf.vni === undefined
      ? []
      : [tunnelCommand(node, vrf.vni), ...bridgeCommands(vrf.vni, node.tunnelMtu, vrf.name)]),
    ...own.flatMap((one) => [`link set ${one.name} master ${vrf.name}`, ...interfaceCommands(one)]),
  ]);
}

function tunnelCommand(node: TwinNode, vni: number): string {
  return `link add vx${vni} type vxlan id ${vni} dstport 4789 local ${node.vtep ?? ''} nolearning`;
}

function bridgeCommands(vni: number, mtu: number, vrf?: string): string[] {
  const [bridge, tunnel] = [`br${vni}`, `vx${vni}`];
  return [
    `link add ${bridge} type bridge stp_state 0`,
    ...(vrf === undefined ? [] : [`link set ${bridge} master ${vrf}`]),
    `link set ${tunnel} mtu ${mtu}`,
    `link set ${tunnel} master ${bridge}`,
    `link set ${tunnel} type bridge_slave learning off flood off mcast_flood off`,
    `link set ${bridge} addrgenmode none`,
    `link set ${tunnel} addrgenmode none`,
    `link set ${bridge} up`,
    `link set ${tunnel} up`,
  ];
}

function batch(prefix: string, commands: readonly string[]): string[] {
  return commands.length === 0 ? [] : [`${prefix}ip -batch - <<'X'`, ...commands, 'X'];
}
