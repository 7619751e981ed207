/**
 * Walks the statements of an effective configuration by name; what is not there is undefined or empty. The emulated devices
 * have the same for themselves, on purpose: see `policy/policy-reader`.
 */
import type { Statement } from '../../junos/tree/configuration';

/** The statement reached by children of these names. */
export function below(statement: Statement | undefined, ...names: readonly string[]): Statement | undefined {
  let at = statement;
  for (const name of names) at = at?.children.find((child) => child.name === name);
  return at;
}

/** Every child of that name: entries of a list, members of a leaf-list. */
export function entries(statement: Statement | undefined, name: string): readonly Statement[] {
  return statement?.children.filter((child) => child.name === name) ?? [];
}

/** First key of a list entry. */
export function keyOf({ keys }: Statement): string {
  return keys[0] ?? '';
}

/** Value of a leaf, also where set lines have no keyword for it (`route-distinguisher 192.168.1.10:5`). */
export function valueBelow(statement: Statement | undefined, ...names: readonly string[]): string | undefined {
  return valueOf(below(statement, ...names));
}

/** Value of a leaf that is already found; the same as `valueBelow` of its parent. */
export function valueOf(found: Statement | undefined): string | undefined {
  if (found === undefined || found.value !== undefined) return found?.value;
  return found.children.find((child) => child.value !== undefined && child.words.length === 1)?.value;
}

/** Values of a leaf-list. */
export function valuesBelow(statement: Statement | undefined, name: string): string[] {
  return valuesOf(statement?.children ?? [], name);
}

/** Values of the leaf-list of that name among some statements. */
export function valuesOf(statements: readonly Statement[], name: string): string[] {
  return statements.flatMap((one) => (one.name !== name || one.value === undefined ? [] : [one.value]));
}

/** An AS number as Junos takes it, `65001` or `1.10`; undefined when it is none. */
export function readAsNumber(text: string | undefined): number | undefined {
  const match = /^(?:(\d{1,5})\.)?(\d{1,10})$/.exec(text ?? '');
  return match === null ? undefined : Number(match[1] ?? 0) * 65536 + Number(match[2]);
}
