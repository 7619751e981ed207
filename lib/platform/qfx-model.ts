import type { InterfaceName, InterfaceType } from '../model/interface-name';

/** First and last number, both included. */
export type NumberRange = readonly [first: number, last: number];

/** Speed of a port or channel, as Junos writes it. */
export type PortSpeed = '1g' | '10g' | '25g' | '40g' | '50g' | '100g' | '200g' | '400g';

/**
 * Product line, which stands for the forwarding engine: Juniper's own in the QFX10000 line, merchant silicon in the
 * QFX5000 line. What a statement disrupts depends on it.
 */
export type QfxSeries = 'QFX5000' | 'QFX10000';

/**
 * A row of interfaces that are named alike: whole ports, or the channels of ports that are broken out. Junos names an
 * interface after its speed, so that one port can be in several rows.
 */
export interface InterfaceRow {
  /** What the interfaces are called: `xe` at 10 Gbit/s, `et` above, `ge` below; on Junos Evolved always `et`. */
  readonly type: InterfaceType;
  readonly fpc: NumberRange;
  readonly pic: number;
  readonly ports: NumberRange;
  /** Channels of each port when it is broken out; absent for whole ports. */
  readonly channels?: NumberRange;
  /** Speeds at which the interface has this name, slowest first. */
  readonly speeds: readonly PortSpeed[];
}

/** What the library knows about one QFX model. Plain data: a model that the user describes travels in the manifest. */
export interface QfxModelFacts {
  /** Name as the device reports it ("show version", `Model:`), in lower case. */
  readonly name: string;
  /** Name as people and data sheets write it. */
  readonly productName: string;
  readonly series: QfxSeries;
  readonly ports: readonly InterfaceRow[];
  /** Whether it routes VXLAN itself, which a leaf with type-5 routes must. */
  readonly routesVxlan: boolean;
  /**
   * Whether pure type-5 routes need `forwarding-options vxlan-routing overlay-ecmp`, which restarts the forwarding engine
   * when it is committed.
   */
  readonly requiresOverlayEcmp: boolean;
  /** Whether it can have two routing engines: then every commit must be synchronized. */
  readonly dualRoutingEngine: boolean;
  /** Whether it runs Junos OS Evolved, whose releases end in `-EVO`. */
  readonly evolved: boolean;
  /**
   * First release for which this design is stated on this model, and with it the later ones of its train. Absent where
   * nothing is stated, as for models that the reference design does not have.
   */
  readonly statedFrom?: string;
}

/** Whether a model can have a port or channel of this name. Aggregates can be made on every model. */
export function hasInterface(model: QfxModelFacts, name: InterfaceName): boolean {
  const { type, position } = name;
  if (position === undefined) return true;
  return model.ports.some(
    (row) =>
      row.type === type &&
      isWithin(position.fpc, row.fpc) &&
      position.pic === row.pic &&
      isWithin(position.port, row.ports) &&
      isChannel(position.channel, row.channels),
  );
}

/** The ports of a model in words, for messages: `et-0/0/0 to et-0/0/59`. */
export function describePorts(model: QfxModelFacts): string {
  return model.ports
    .filter(({ channels }) => channels === undefined)
    .map(describeRow)
    .join(', ');
}

/** A row in words: `xe-0/0/0:0 to xe-0/0/59:3`. */
export function describeRow({ type, fpc, pic, ports, channels }: InterfaceRow): string {
  const name = (end: 0 | 1): string =>
    `${type}-${fpc[end]}/${pic}/${ports[end]}${channels === undefined ? '' : `:${channels[end]}`}`;
  return `${name(0)} to ${name(1)}`;
}

function isChannel(channel: number | undefined, range: NumberRange | undefined): boolean {
  if (channel === undefined || range === undefined) return channel === range;
  return isWithin(channel, range);
}

function isWithin(value: number, [first, last]: NumberRange): boolean {
  return value >= first && value <= last;
}
