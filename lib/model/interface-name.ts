import { interfaceNameHasUnit, invalidInterfaceName } from './errors';

/** What the first letters of an interface name say: the kind of port, or an aggregate of ports. */
export type InterfaceType = 'et' | 'xe' | 'ge' | 'mge' | 'ae';

/** Where a port is, for everything but aggregates. */
export interface PortPosition {
  readonly fpc: number;
  readonly pic: number;
  readonly port: number;
  /** Present when the port is broken out, 0 to 7. */
  readonly channel?: number;
}

const PORT = /^(et|xe|ge|mge)-(0|[1-9]\d?)\/(0|[1-9]\d?)\/(0|[1-9]\d{0,2})(?::([0-7]))?$/;
const AGGREGATE = /^ae(0|[1-9]\d{0,3})$/;
const WITH_UNIT = /^(.+)\.(\d{1,5})$/;

/** Name of a server-facing physical interface, for example `et-0/0/15`, `xe-0/0/3:1` or `ae1`. */
export class InterfaceName {
  /**
   * Reads the name of a port or an aggregate, without unit: the unit follows from the VLAN id.
   *
   * @throws FabricError when it is no such name, or names a unit.
   */
  static parse(text: string): InterfaceName {
    const port = PORT.exec(text);
    if (port !== null) return new InterfaceName(text, port[1] as InterfaceType, positionOf(port));
    if (AGGREGATE.test(text)) return new InterfaceName(text, 'ae');
    const withUnit = WITH_UNIT.exec(text);
    if (withUnit?.[1] !== undefined && (PORT.test(withUnit[1]) || AGGREGATE.test(withUnit[1]))) {
      throw interfaceNameHasUnit(text, withUnit[1]);
    }
    throw invalidInterfaceName(text);
  }

  readonly type: InterfaceType;
  /** Absent for an aggregate. */
  readonly position?: PortPosition;

  private readonly text: string;

  private constructor(text: string, type: InterfaceType, position?: PortPosition) {
    this.text = text;
    this.type = type;
    this.position = position;
  }

  /** Name of a unit of this interface, for example `et-0/0/15.0`. */
  unit(unit: number): string {
    return `${this.text}.${unit}`;
  }

  /** Canonical text, which is the only one that is read. */
  toString(): string {
    return this.text;
  }
}

function positionOf(match: RegExpExecArray): PortPosition {
  const [, , fpc, pic, port, channel] = match;
  const position = { fpc: Number(fpc), pic: Number(pic), port: Number(port) };
  return channel === undefined ? position : { ...position, channel: Number(channel) };
}
