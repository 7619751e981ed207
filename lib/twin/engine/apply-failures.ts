import { unknownTwinPart } from '../errors';
import type { TwinEnd } from '../plan';
import type { TwinFailure } from './failures';
import { downEnds, requireNode, silentEnds } from './failures';
import type { NodeShell } from './node-shell';
import { startDaemon } from './node-script';
import type { TwinState } from './state';

/** Name of the nftables table that makes interfaces silent. */
const TABLE = 'twin';

/** Brings a twin from one set of failures to another. Where two failures break the same thing, both must go. */
export async function changeFailures(
  shell: NodeShell,
  state: TwinState,
  before: readonly TwinFailure[],
  after: readonly TwinFailure[],
): Promise<void> {
  for (const failure of after) requirePart(failure, state);
  const ends = (failures: readonly TwinFailure[], of: typeof downEnds) =>
    new Map(failures.flatMap((one) => of(one, state.nodes, state.links)).map((end) => [keyOf(end), end]));
  const [wasDown, isDown] = [ends(before, downEnds), ends(after, downEnds)];
  const [wasSilent, isSilent] = [ends(before, silentEnds), ends(after, silentEnds)];
  await Promise.all([
    ...byNode(without(isDown, wasDown)).map(([node, own]) => setLinks(shell, state, node, own, 'down')),
    ...byNode(without(wasDown, isDown)).map(([node, own]) => setLinks(shell, state, node, own, 'up')),
    ...byNode(without(isSilent, wasSilent)).map(([node, own]) => silence(shell, state, node, own)),
    ...byNode(without(wasSilent, isSilent)).map(([node, own]) => unsilence(shell, state, node, own)),
    ...newOf(after, before).map((failure) => breakDaemon(shell, state, failure)),
    ...newOf(before, after).map((failure) => mendDaemon(shell, state, failure)),
  ]);
}

/** @throws unknownTwinPart */
function requirePart(failure: TwinFailure, { nodes }: TwinState): void {
  const node = requireNode(failure.node, nodes);
  if (failure.kind !== 'session') return;
  const neighbors = [...(node.files['bgpd.conf'] ?? '').matchAll(NEIGHBOR)].flatMap(([, neighbor = '']) => neighbor);
  if (neighbors.includes(failure.neighbor)) return;
  throw unknownTwinPart(`session of ${failure.node} with`, failure.neighbor, [...new Set(neighbors)]);
}

const NEIGHBOR = /^ neighbor (\S+) remote-as /gm;

function keyOf({ node, interface: name }: TwinEnd): string {
  return `${node} ${name}`;
}

function without(some: ReadonlyMap<string, TwinEnd>, others: ReadonlyMap<string, TwinEnd>): TwinEnd[] {
  return [...some].filter(([key]) => !others.has(key)).map(([, end]) => end);
}

function newOf(some: readonly TwinFailure[], others: readonly TwinFailure[]): TwinFailure[] {
  const known = new Set(others.map((one) => JSON.stringify(one)));
  return some.filter((one) => !known.has(JSON.stringify(one)));
}

function byNode(ends: readonly TwinEnd[]): [string, string[]][] {
  const found = new Map<string, string[]>();
  for (const { node, interface: name } of ends) found.set(node, [...(found.get(node) ?? []), name]);
  return [...found];
}

/** VRF of each interface, and whether it is to be down for good. */
function placeOf(state: TwinState, node: string, name: string): { readonly vrf?: string; readonly disabled: boolean } {
  const found = requireNode(node, state.nodes).interfaces.find((one) => one.name === name);
  return { vrf: state.vrf === 'netns' ? found?.vrf : undefined, disabled: found?.disabled ?? false };
}

async function setLinks(
  shell: NodeShell,
  state: TwinState,
  node: string,
  names: readonly string[],
  direction: 'up' | 'down',
): Promise<void> {
  const batches = new Map<string | undefined, string[]>();
  for (const name of names) {
    const { vrf, disabled } = placeOf(state, node, name);
    if (disabled && direction === 'up') continue;
    batches.set(vrf, [...(batches.get(vrf) ?? []), `link set ${name} ${direction}`]);
  }
  const commands = [...batches].map(([vrf, lines]) => {
    return `${shell.inside(vrf, 'ip -batch -')} <<'X'\n${lines.join('\n')}\nX`;
  });
  await shell.run(node, commands.join('\n'));
}

async function silence(shell: NodeShell, state: TwinState, node: string, names: readonly string[]): Promise<void> {
  await Promise.all(
    names.map((name) => {
      const chain = (hook: string): string =>
        `add chain netdev ${TABLE} ${hook}-${name} { type filter hook ${hook} device "${name}" priority 0; policy drop; }`;
      const rules = `add table netdev ${TABLE}\n${chain('ingress')}\n${chain('egress')}\n`;
      return shell.run(node, shell.inside(placeOf(state, node, name).vrf, 'nft -f -'), rules);
    }),
  );
}

async function unsilence(shell: NodeShell, state: TwinState, node: string, names: readonly string[]): Promise<void> {
  await Promise.all(
    names.map((name) => {
      const rules = ['ingress', 'egress'].map((hook) => `delete chain netdev ${TABLE} ${hook}-${name}\n`).join('');
      return shell.run(node, shell.inside(placeOf(state, node, name).vrf, 'nft -f -'), rules);
    }),
  );
}

async function breakDaemon(shell: NodeShell, state: TwinState, failure: TwinFailure): Promise<void> {
  if (failure.kind === 'session') await setSession(shell, state, failure, true);
  if (failure.kind === 'daemon') await shell.run(failure.node, 'kill -9 $(cat /run/frr/bgpd.pid)');
}

async function mendDaemon(shell: NodeShell, state: TwinState, failure: TwinFailure): Promise<void> {
  if (failure.kind === 'session') await setSession(shell, state, failure, false);
  if (failure.kind === 'daemon') {
    await shell.run(failure.node, startDaemon('bgpd', '/run/frr', state.vrf).replace('$PWD/', ''));
  }
}

async function setSession(
  shell: NodeShell,
  state: TwinState,
  { node, neighbor }: { readonly node: string; readonly neighbor: string },
  isDown: boolean,
): Promise<void> {
  const bgpd = requireNode(node, state.nodes).files['bgpd.conf'] ?? '';
  let router = '';
  for (const line of bgpd.split('\n')) {
    if (line.startsWith('router bgp ')) router = line;
    if (line.startsWith(` neighbor ${neighbor} remote-as `)) break;
  }
  const command = `${isDown ? '' : 'no '}neighbor ${neighbor} shutdown`;
  await shell.run(node, `vtysh -d bgpd -c 'configure terminal' -c '${router}' -c '${command}'`);
}
