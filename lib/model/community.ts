import { communityOfTheFabric, invalidCommunity, numberTooWide } from './errors';
import { parseAdministrator } from './administrator';

const WELL_KNOWN: readonly string[] = ['no-export', 'no-advertise', 'no-export-subconfed'];
const MAX_HALF = 65535;
const MAX_THIRD = 4294967295;

/** A BGP community that a route can be given, in Junos' spelling. */
export class Community {
  /**
   * Reads `65000:100`, `large:65000:1:2` (RFC 8092), `origin:65001:5` (site of origin, RFC 4360) or a well-known name such as
   * `no-export`. What means something to the fabric itself, and patterns, are refused.
   *
   * @throws FabricError when it is none of these, a number is too large, or it is a route target or an encapsulation.
   */
  static parse(text: string): Community {
    if (WELL_KNOWN.includes(text)) return new Community(text);
    if (/^(target|encapsulation|ipv6-target|bandwidth|rt-import|src-as)/.test(text)) throw communityOfTheFabric(text);
    if (text.startsWith('origin:')) return new Community(requireOrigin(text));
    const large = /^large:(0|[1-9]\d{0,9}):(0|[1-9]\d{0,9}):(0|[1-9]\d{0,9})$/.exec(text);
    const plain = /^(0|[1-9]\d{0,4}):(0|[1-9]\d{0,4})$/.exec(text);
    const numbers = (large ?? plain)?.slice(1).map(Number);
    const max = large === null ? MAX_HALF : MAX_THIRD;
    if (numbers?.every((number) => number <= max) !== true) throw invalidCommunity(text);
    return new Community(text);
  }

  private readonly text: string;

  private constructor(text: string) {
    this.text = text;
  }

  /** Whether it says from which site a route is. */
  get isSiteOfOrigin(): boolean {
    return this.text.startsWith('origin:');
  }

  toString(): string {
    return this.text;
  }
}

function requireOrigin(text: string): string {
  const match = /^origin:([^:]+):(0|[1-9]\d{0,9})$/.exec(text);
  const administrator = match?.[1] === undefined ? undefined : parseAdministrator(match[1]);
  if (match === null || administrator === undefined) throw invalidCommunity(text);
  const { kind, maxAssigned } = administrator;
  if (Number(match[2]) > maxAssigned) throw numberTooWide(text, kind, maxAssigned);
  return text;
}
