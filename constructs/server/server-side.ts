import type { IConstruct } from 'constructs';
import { invalidServerInterface } from './errors';
import type { AttachmentIntent, ServerFormatIntent, ServerIntent } from '../../lib/intent/fabric-intent';
import { compareNumbered } from '../../lib/intent/order';
import { IpAddress } from '../../lib/model/ip-address';
import { compareText } from '../../lib/model/order';
import { parsed } from '../private/located';
import type { ServerFormat } from './server-format';
import { literalOf } from '../private/text-of';

/** What can be said of the server itself, for the configuration that is written for its own side. */
export interface ServerSideOptions {
  /**
   * Router id of the server, in the form of an IPv4 address. It is used in what is written for its own side only.
   * @default - the smallest IPv4 address that the server has toward its leaves; required where it has none
   */
  readonly routerId?: string;

  /**
   * The forms in which synth writes the server's own side, into `junos/servers/<server>/` of the stack directory.
   * @default - as the fabric
   */
  readonly serverSide?: ServerFormat[];
}

/** What can be said of the server's end of one attachment. */
export interface ServerEndOptions {
  /**
   * Name of the server's interface, as the server calls it and without VLAN: `ens1f0`, `bond0`, `xe-0/0/1`. It is used in what
   * is written for its own side only.
   * @default - not known; forms that configure interfaces need it
   */
  readonly serverInterface?: string;

  /**
   * The interfaces that `serverInterface` is made of, where the leaf's port is an aggregate: `['ens1f0', 'ens1f1']`.
   * @default - not known; forms that configure interfaces need it for aggregates
   */
  readonly serverMembers?: string[];
}

/** The server's own side, checked. */
export type ServerSideFacts = Pick<ServerIntent, 'routerId'> & { readonly formats?: readonly ServerFormatIntent[] };

/** @throws FabricError when the router id is no IPv4 address */
export function serverSideFacts(scope: IConstruct, { routerId, serverSide }: ServerSideOptions): ServerSideFacts {
  return {
    ...(routerId !== undefined && {
      routerId: parsed(scope, 'routerId', () => IpAddress.parseFamily('inet', routerId).toString()),
    }),
    ...(serverSide !== undefined && { formats: serverSide.map(literalOf) }),
  };
}

/** Sorted, each once; nothing where synth writes nothing. */
export function serverSideIntent(
  { formats, routerId }: ServerSideFacts,
  ofFabric: readonly ServerFormat[] | undefined,
): Pick<ServerIntent, 'routerId' | 'serverSide'> {
  const wanted = [...new Set(formats ?? ofFabric?.map(literalOf) ?? [])].sort(compareText);
  return { ...(routerId !== undefined && { routerId }), ...(wanted.length > 0 && { serverSide: wanted }) };
}

/**
 * @param attachment - as the user wrote it, for example `attachments[0]`
 * @throws FabricError when a name cannot be one of an interface
 */
export function serverEnd(
  scope: IConstruct,
  attachment: string,
  { serverInterface, serverMembers }: ServerEndOptions,
): Pick<AttachmentIntent, 'serverInterface' | 'serverMembers'> {
  const name = (prop: string, text: string): string => {
    if (/^[A-Za-z0-9][A-Za-z0-9._:/-]{0,62}$/.test(text)) return text;
    throw invalidServerInterface(`${attachment}.${prop}`, text).at(scope.node.path);
  };
  return {
    ...(serverInterface !== undefined && { serverInterface: name('serverInterface', serverInterface) }),
    ...(serverMembers !== undefined && {
      serverMembers: serverMembers.map((text, i) => name(`serverMembers[${i}]`, text)).sort(compareNumbered),
    }),
  };
}
