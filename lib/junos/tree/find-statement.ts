/** Walks statements by name; what is not there is undefined or empty, never an error. */
import type { Statement } from './configuration';

/** The statement reached by first children of these names. */
export function below(statement: Statement | undefined, ...names: readonly string[]): Statement | undefined {
  let at = statement;
  for (const name of names) at = at?.children.find((one) => one.name === name);
  return at;
}

/** Every child of that name: the entries of a list, the members of a leaf-list. */
export function entries(statement: Statement | undefined, name: string): readonly Statement[] {
  return statement?.children.filter((one) => one.name === name) ?? [];
}

/** The first key of a list entry. */
export function keyOf(statement: Statement): string {
  return statement.keys[0] ?? '';
}

/** Value of the leaf reached by these names, also where set lines have no keyword for it (`vrf-target target:…`). */
export function valueOf(statement: Statement | undefined, ...names: readonly string[]): string | undefined {
  const found = below(statement, ...names);
  if (found === undefined || found.value !== undefined) return found?.value;
  return found.children.find((one) => one.value !== undefined && one.words.length === 1)?.value;
}

/** Values of a leaf-list. */
export function valuesOf(statement: Statement | undefined, ...names: readonly string[]): string[] {
  const last = names.at(-1);
  return last === undefined ? [] : valuesNamed(below(statement, ...names.slice(0, -1))?.children ?? [], last);
}

/** Values of the leaf-list of that name among some statements. */
export function valuesNamed(statements: readonly Statement[], name: string): string[] {
  return statements.flatMap((one) => (one.name !== name || one.value === undefined ? [] : [one.value]));
}

/** Whether a statement is there. */
export function present(statement: Statement | undefined, ...names: readonly string[]): boolean {
  return below(statement, ...names) !== undefined;
}

/** An AS number as Junos takes it, `65001` or `1.10`; undefined when it is none. */
export function readAsNumber(text: string | undefined): number | undefined {
  const match = /^(?:(\d{1,5})\.)?(\d{1,10})$/.exec(text ?? '');
  if (match === null) return undefined;
  return Number(match[1] ?? 0) * 65536 + Number(match[2]);
}
