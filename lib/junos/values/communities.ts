import { isAdministered } from './numbers';

/** Only digits, dots, `L` and colons behind the kind: nothing in it is a pattern. */
const PLAIN = /^(?:target:|origin:|large:)?[\dL.]*(?::[\dL.]*)+$/;
const STANDARD = /^(\d{1,10}):(\d{1,10})$/;
const LARGE = /^large:(\d{1,10}):(\d{1,10}):(\d{1,10})$/;
const LARGEST_16 = 65535;
const LARGEST_32 = 4294967295;

/**
 * What is wrong with a member of a community, in the words of Junos. Names, regular expressions and kinds that are not looked
 * at here pass.
 */
export function communityProblem(text: string): string | undefined {
  if (!PLAIN.test(text) || isCommunity(text)) return undefined;
  return `invalid community: '${text}'`;
}

/** What Junos says of a route target that is none. */
export function routeTargetProblem(text: string): string | undefined {
  if (text.startsWith('target:') && isAdministered(text.slice('target:'.length))) return undefined;
  return (
    "Use format 'target:x:y' where 'x' is an AS number followed by an optional 'L' (To indicate 4 byte AS), or an " +
    "IP address and 'y' is a number. e.g. target:123456L:100"
  );
}

/** What Junos says of a route distinguisher that is none. */
export function routeDistinguisherProblem(text: string): string | undefined {
  if (isAdministered(text)) return undefined;
  return (
    "Use format 'x:y' where 'x' is an AS number followed by an optional 'L' (To indicate 4 byte AS), or an IP " +
    "address and 'y' is a number. e.g. 123456L:100"
  );
}

function isCommunity(text: string): boolean {
  if (text.startsWith('large:')) return numbersFit(LARGE.exec(text), LARGEST_32);
  if (/^[a-z]/.test(text)) return isAdministered(text.slice(text.indexOf(':') + 1));
  // With a dot a number of the standard kind is a pattern, too: 6500.:1.
  return /[.L]/.test(text) || numbersFit(STANDARD.exec(text), LARGEST_16);
}

function numbersFit(match: RegExpExecArray | null, largest: number): boolean {
  return match?.slice(1).every((number) => Number(number) <= largest) === true;
}
