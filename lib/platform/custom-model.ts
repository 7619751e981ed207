import { invalidModelName, invalidPortRow, invalidPortSpeed } from './errors';
import type { PortPosition } from '../model/interface-name';
import { InterfaceName } from '../model/interface-name';
import { JunosRelease } from '../model/junos-release';
import type { InterfaceRow, PortSpeed, QfxModelFacts } from './qfx-model';

/** A row of interfaces by its first and last one: `et-0/0/0` and `et-0/0/35`, or `xe-0/0/0:0` and `xe-0/0/35:3`. */
interface RowText {
  readonly first: string;
  readonly last: string;
  /** As Junos writes them, for example `100g`. */
  readonly speeds?: readonly string[];
}

/** What the user says of a model. */
export interface CustomModel {
  readonly name: string;
  /** Whose facts hold where nothing else is said, except which releases are stated. */
  readonly like: QfxModelFacts;
  readonly productName?: string;
  readonly ports?: readonly RowText[];
  readonly routesVxlan?: boolean;
  readonly requiresOverlayEcmp?: boolean;
  readonly dualRoutingEngine?: boolean;
  readonly evolved?: boolean;
  readonly supportedFrom?: string;
}

const NAME = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;
const MAX_NAME = 63;

/**
 * The facts of a model that the user describes.
 *
 * @throws FabricError `invalidModelName`, `invalidPortRow`, `invalidPortSpeed`, `invalidInterfaceName`,
 * `invalidJunosRelease`
 */
export function customModel(given: CustomModel): QfxModelFacts {
  const { name, like, ports, supportedFrom } = given;
  if (!NAME.test(name) || name.length > MAX_NAME) throw invalidModelName(name);
  return {
    name,
    productName: given.productName ?? name.toUpperCase(),
    series: like.series,
    ports: ports?.map(rowOf) ?? like.ports,
    routesVxlan: given.routesVxlan ?? like.routesVxlan,
    requiresOverlayEcmp: given.requiresOverlayEcmp ?? like.requiresOverlayEcmp,
    dualRoutingEngine: given.dualRoutingEngine ?? like.dualRoutingEngine,
    evolved: given.evolved ?? like.evolved,
    ...(supportedFrom === undefined ? {} : { statedFrom: JunosRelease.parse(supportedFrom).toString() }),
  };
}

function rowOf({ first, last, speeds = [] }: RowText): InterfaceRow {
  const [from, to] = [InterfaceName.parse(first), InterfaceName.parse(last)];
  const [start, end] = [from.position, to.position];
  if (start === undefined || end === undefined || from.type !== to.type || !isRow(start, end)) {
    throw invalidPortRow(first, last);
  }
  return {
    type: from.type,
    fpc: [start.fpc, end.fpc],
    pic: start.pic,
    ports: [start.port, end.port],
    ...(start.channel === undefined || end.channel === undefined ? {} : { channels: [start.channel, end.channel] }),
    speeds: speeds.map(speedOf),
  };
}

function isRow(start: PortPosition, end: PortPosition): boolean {
  const isChannels = (start.channel === undefined) === (end.channel === undefined);
  const isUpward = start.fpc <= end.fpc && start.port <= end.port && (start.channel ?? 0) <= (end.channel ?? 0);
  return isChannels && isUpward && start.pic === end.pic;
}

const SPEEDS: readonly PortSpeed[] = ['1g', '10g', '25g', '40g', '50g', '100g', '200g', '400g'];

function speedOf(given: string): PortSpeed {
  const found = SPEEDS.find((speed) => speed === given);
  if (found === undefined) throw invalidPortSpeed(given, SPEEDS);
  return found;
}
