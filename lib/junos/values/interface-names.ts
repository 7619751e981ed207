/** A kind of interface with its place, or one that there is once or is numbered; behind it a logical unit. */
const IN_A_SLOT = /^[a-z]{2,5}-\d{1,4}\/\d{1,4}\/\d{1,5}(?::\d{1,5}){0,3}(?:\.\d{1,10})?$/;
const NUMBERED = /^[a-z]{2,9}\d{0,5}(?:\.\d{1,10})?$/;
const OF_AN_ENGINE = /^re\d:[a-z]{2,9}-?\d{1,2}(?:\.\d{1,10})?$/;
/** Ports on cards: never without their place. */
const ON_CARDS = /^(?:et|xe|ge|fe|mge)\d*(?:\.\d+)?$/;

/**
 * What is wrong with the name of an interface, in the words of Junos. The list of its kinds of interfaces is not known: only
 * what has not the shape of a name is refused.
 */
export function interfaceNameProblem(text: string): string | undefined {
  const isName = [IN_A_SLOT, NUMBERED, OF_AN_ENGINE].some((shape) => shape.test(text));
  return isName && !ON_CARDS.test(text) ? undefined : `invalid interface type in '${text}'`;
}
