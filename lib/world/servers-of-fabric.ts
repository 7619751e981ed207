import { drawnPrefixes } from '../intent/drawn-prefixes';
import type { LabAuthentication, LabLink, LabServer } from '../emulator/topology';
import type { DeviceIntent, FabricIntent, InterfaceIntent, PeeringIntent, SecretIntent } from '../intent/fabric-intent';
import type { ServerSideLink, ServerSideSession } from '../render/server/server-side';
import { deviceAsn } from '../intent/device-asn';
import { serverSideOf } from '../render/server/server-side';

/** Reads a secret; `what` says for messages what it is. */
export type ReadSecret = (secret: SecretIntent, what: string) => Promise<string>;

/** Who is to answer the sessions of a fabric. */
export interface FabricServers {
  readonly servers: readonly LabServer[];
  /** What nobody answers, a sentence each. */
  readonly notes: readonly string[];
}

/** Servers that answer what a fabric expects of them: address, AS number, key, prefixes. */
export async function serversOfFabric(fabric: FabricIntent, read: ReadSecret): Promise<FabricServers> {
  const announced = announcedIn(fabric);
  const named = await Promise.all(
    fabric.servers.map(({ name }) => multihomedServer(fabric, name, announced(name), read)),
  );
  const single = fabric.devices.flatMap((device) =>
    device.peerings.filter(({ server }) => server === undefined).map((peering) => ({ device, peering })),
  );
  const reached = single.filter(({ device, peering }) => portOf(device, peering) !== undefined);
  const servers = await Promise.all(
    reached.map(({ device, peering }) =>
      singleServer(fabric, device, peering, announced(nameOf(device, peering)), read),
    ),
  );
  const unreached = single.filter((one) => !reached.includes(one));
  return {
    servers: [...named, ...servers.flatMap((one) => one ?? [])],
    notes: unreached.map(({ device, peering }) => unansweredText(device, peering)),
  };
}

function unansweredText({ hostname }: DeviceIntent, { group, isRange, neighbor, vrf }: PeeringIntent): string {
  const reason = isRange === true ? 'any server of a range may open it' : 'the fabric has no port with its subnet';
  return `nobody answers the session of ${hostname} with ${neighbor} (group ${group} of ${vrf}): ${reason}`;
}

/** What each server announces, by its name: of ranges as much as is demanded, nothing where anything is accepted. */
function announcedIn({ devices, servers }: FabricIntent): (name: string) => string[] {
  const single = devices.flatMap((device) =>
    device.peerings
      .filter(({ server }) => server === undefined)
      .map((peering) => ({
        name: nameOf(device, peering),
        prefixes: peering.acceptedPrefixes,
        ...(peering.atLeast !== undefined && { atLeast: peering.atLeast }),
      })),
  );
  const all = [...servers, ...single];
  const drawn = drawnPrefixes(all);
  const byName = new Map(all.map(({ name }, i) => [name, drawn[i] ?? []]));
  return (name) => (byName.get(name) ?? []).map(({ prefix }) => prefix.toString());
}

/** How a server is called of which only a session is known. */
function nameOf({ hostname }: DeviceIntent, { group, neighbor }: PeeringIntent): string {
  return `${group}-${hostname}-${neighbor}`;
}

async function multihomedServer(
  fabric: FabricIntent,
  name: string,
  prefixes: readonly string[],
  read: ReadSecret,
): Promise<LabServer> {
  const { asn, links, sessions } = serverSideOf(fabric, name);
  return {
    name,
    asn,
    prefixes,
    links: await Promise.all(
      links.map((link) =>
        serverLink(
          fabric,
          link,
          sessions.filter((session) => session.link === link),
          read,
        ),
      ),
    ),
  };
}

async function serverLink(
  fabric: FabricIntent,
  { addresses, attachment, onLeaf, vlanId }: ServerSideLink,
  sessions: readonly ServerSideSession[],
  read: ReadSecret,
): Promise<LabLink> {
  const [first] = sessions;
  const leaf = fabric.devices.find(({ hostname }) => hostname === attachment.hostname);
  const leafAsn = deviceAsn(fabric, leaf ?? {});
  return {
    device: attachment.hostname,
    ...cabling(onLeaf),
    ...(vlanId !== undefined && { vlanId }),
    addresses,
    ...(first !== undefined && {
      ...(first.peerAsn !== leafAsn && { peerAsn: first.peerAsn }),
      ...(await guarded(fabric, first.peering, read)),
    }),
  };
}

/** A session of `EbgpServerPeering` alone: a server of its own. */
async function singleServer(
  fabric: FabricIntent,
  device: DeviceIntent,
  peering: PeeringIntent,
  prefixes: readonly string[],
  read: ReadSecret,
): Promise<LabServer | undefined> {
  const port = portOf(device, peering);
  if (port === undefined) return undefined;
  const { address, onLeaf } = port;
  const { neighbor, peerAsn } = peering;
  return {
    name: nameOf(device, peering),
    asn: peerAsn,
    prefixes,
    links: [
      {
        device: device.hostname,
        ...cabling(onLeaf),
        ...(onLeaf.vlanId !== undefined && onLeaf.native !== true && { vlanId: onLeaf.vlanId }),
        addresses: [`${neighbor}/${address.split('/')[1] ?? ''}`],
        ...(await guarded(fabric, peering, read)),
      },
    ],
  };
}

/** The unit that a session is on, and its address there. */
function portOf(
  { interfaces }: DeviceIntent,
  { isRange, localAddress, vrf }: PeeringIntent,
): { readonly onLeaf: InterfaceIntent; readonly address: string } | undefined {
  if (isRange === true) return undefined;
  for (const onLeaf of interfaces.filter((one) => one.vrf === vrf)) {
    const found = onLeaf.addresses.find(({ address }) => address.startsWith(`${localAddress}/`));
    if (found !== undefined) return { onLeaf, address: found.address };
  }
  return undefined;
}

function cabling({ aggregate, port }: InterfaceIntent): Pick<LabLink, 'port' | 'bundledPorts'> {
  const [first = port, ...bundledPorts] = aggregate?.members ?? [];
  return aggregate === undefined ? { port } : { port: first, bundledPorts };
}

/** How the server's end of a session is guarded. */
async function guarded(
  fabric: FabricIntent,
  peering: PeeringIntent,
  read: ReadSecret,
): Promise<Pick<LabLink, 'authentication' | 'ttlSecurity'>> {
  const authentication = await authenticationOf(fabric, peering, read);
  return {
    ...(peering.ttlSecurity === true && { ttlSecurity: true }),
    ...(authentication !== undefined && { authentication }),
  };
}

async function authenticationOf(
  { keyChains = [] }: FabricIntent,
  { authentication, group }: PeeringIntent,
  read: ReadSecret,
): Promise<LabAuthentication | undefined> {
  if (authentication === undefined) return undefined;
  const what = `the BGP key of ${group}`;
  if (authentication.method === 'md5') {
    return { method: 'md5', keys: [{ secret: await read(authentication.secret, what) }] };
  }
  const chain = keyChains.find(({ name }) => name === authentication.keyChain);
  if (chain === undefined || chain.keys.length === 0) return undefined;
  const keys = chain.keys.map(async ({ ao, secret }) => ({
    secret: await read(secret, what),
    // The two ends have the ids the other way around.
    ...(ao !== undefined && { sendId: ao.recvId, recvId: ao.sendId }),
  }));
  const method = authentication.method === 'tcpAo' ? 'tcpAo' : authentication.algorithm;
  return { method, keys: await Promise.all(keys) };
}
