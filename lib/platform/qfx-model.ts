import type { InterfaceName, InterfaceType } from '../model/interface-name';

/** First and last number, both included. */
export type NumberRange = readonly [first: number, last: number];

/** A row of ports that are named alike. */
export interface PortRange {
  readonly fpc: NumberRange;
  readonly pic: number;
  readonly ports: NumberRange;
  /** What a port of this row may be called; Junos names it after its speed, so there can be several. */
  readonly types: readonly InterfaceType[];
  /** What a channel of a broken-out port of this row may be called; empty when the row has no breakout. */
  readonly channelTypes: readonly InterfaceType[];
}

/** What the library knows about one QFX model. */
export interface QfxModel {
  /** Name as the device reports it ("show version", `Model:`), in lower case. */
  readonly name: string;
  /** Name as people and data sheets write it. */
  readonly productName: string;
  readonly ports: readonly PortRange[];
  /** Whether it routes VXLAN itself, which a leaf with type-5 routes must. */
  readonly routesVxlan: boolean;
  /**
   * Whether pure type-5 routes need `forwarding-options vxlan-routing overlay-ecmp`, which restarts the forwarding engine
   * when it is committed.
   */
  readonly requiresOverlayEcmp: boolean;
  /** Whether it can have two routing engines: then every commit must be synchronized. */
  readonly dualRoutingEngine: boolean;
  /** Whether it runs Junos OS Evolved. */
  readonly evolved: boolean;
}

/** Whether a model can have a port or channel of this name. Aggregates can be made on every model. */
export function hasInterface(model: QfxModel, name: InterfaceName): boolean {
  const { type, position } = name;
  if (position === undefined) return true;
  return model.ports.some(
    (row) =>
      isWithin(position.fpc, row.fpc) &&
      position.pic === row.pic &&
      isWithin(position.port, row.ports) &&
      (position.channel === undefined ? row.types : row.channelTypes).includes(type),
  );
}

/** The ports of a model in words, for messages: `et-0/0/0 to et-0/0/59`. */
export function describePorts(model: QfxModel): string {
  return model.ports.flatMap((row) => row.types.map((type) => describeRow(row, type))).join(', ');
}

function describeRow({ fpc, pic, ports }: PortRange, type: InterfaceType): string {
  return `${type}-${fpc[0]}/${pic}/${ports[0]} to ${type}-${fpc[1]}/${pic}/${ports[1]}`;
}

function isWithin(value: number, [first, last]: NumberRange): boolean {
  return value >= first && value <= last;
}
