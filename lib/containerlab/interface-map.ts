import { compareText } from '../model/order';
import type { TwinCableEnd } from '../twin/plan';

/** How many Ethernet ports a virtual switch takes, its management port left out. */
const MOST_PORTS = 57;

/** The physical ports of one device, numbered as a virtual one has them: the first is 0. */
export class InterfaceMap {
  private readonly numbers: ReadonlyMap<string, number>;

  constructor(ports: Iterable<string>) {
    const sorted = [...new Set(ports)].sort((one, other) => compareText(sortable(one), sortable(other)));
    this.numbers = new Map(sorted.map((port, i) => [port, i]));
  }

  get isTooLarge(): boolean {
    return this.numbers.size > MOST_PORTS;
  }

  /** Every port with its number, in order. */
  get entries(): readonly (readonly [port: string, number: number])[] {
    return [...this.numbers];
  }

  number(port: string): number | undefined {
    return this.numbers.get(port);
  }
}

/** Whether a name is a physical Ethernet port, and not lo0, ae1 or irb. */
export function isPhysical(name: string): boolean {
  return /^(?:et|xe|ge)-\d/.test(name);
}

/** Numbers padded, so that port 10 comes after port 9; the kind of port last. */
function sortable(port: string): string {
  const [kind = '', place = ''] = port.split(/-(.*)/);
  return `${place.replace(/\d+/g, (digits) => digits.padStart(4, '0'))} ${kind}`;
}

/** The ports of a device that cables end at. */
export function cabledPorts(device: string, ends: readonly TwinCableEnd[]): string[] {
  return ends.filter((end) => end.device === device).map(({ port }) => port);
}
