/** Numbers that Junos writes in several ways: AS numbers, VLAN ids, and the pairs of which an AS number may be the first. */
import { FabricError } from '../../model/fabric-error';
import { Asn } from '../../model/asn';
import { addressProblem } from './addresses';

const LARGEST_16 = 65535;
const LARGEST_32 = 4294967295;
const LARGEST_VLAN = 4094;

/** What is wrong with a decimal number, in the words of Junos. */
export function numberProblem(text: string, low: number, high: number): string | undefined {
  if (!/^\d+$/.test(text)) return `Invalid numeric value: '${text}'`;
  const isWithin = text.length <= 15 && Number(text) >= low && Number(text) <= high;
  return isWithin ? undefined : `Value ${text} is not within range (${low}..${high})`;
}

/** An AS number, plain or with a dot. */
export function asNumberProblem(text: string): string | undefined {
  if (!text.includes('.')) return numberProblem(text, 1, LARGEST_32);
  if (text === '0.0') return undefined;
  try {
    Asn.parse(text);
    return undefined;
  } catch (error) {
    if (!FabricError.isFabricError(error)) throw error;
    return `Invalid numeric value: '${text}'`;
  }
}

/** A VLAN id; one of 0 is for priority tags. */
export function vlanIdProblem(text: string): string | undefined {
  return numberProblem(text, 0, LARGEST_VLAN);
}

/** A VLAN id, or a range of them. */
export function vlanRangeProblem(text: string): string | undefined {
  const ends = text.split('-');
  if (ends.length > 2) return `Invalid numeric value: '${text}'`;
  return ends.map(vlanIdProblem).find((problem) => problem !== undefined);
}

/**
 * Whether a text is `administrator:number`: an AS number of two bytes leaves 32 bits for the number; one of four bytes or with
 * an `L`, and an IPv4 address, leave 16.
 */
export function isAdministered(text: string): boolean {
  const [administrator = '', number = '', ...rest] = text.split(':');
  if (rest.length > 0 || !/^\d{1,10}$/.test(number)) return false;
  const room = roomBeside(administrator);
  return room !== undefined && Number(number) <= room;
}

function roomBeside(administrator: string): number | undefined {
  const [, digits, mark] = /^(\d{1,10})(L?)$/.exec(administrator) ?? [];
  if (digits !== undefined) {
    if (Number(digits) > LARGEST_32) return undefined;
    return Number(digits) > LARGEST_16 || mark === 'L' ? LARGEST_16 : LARGEST_32;
  }
  const isAddress = addressProblem(administrator, 'inet') === undefined;
  const isDottedAs = administrator.includes('.') && asNumberProblem(administrator.replace(/L$/, '')) === undefined;
  return isAddress || isDottedAs ? LARGEST_16 : undefined;
}
