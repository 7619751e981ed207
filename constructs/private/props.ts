import { Construct } from 'constructs';
import type { IConstruct } from 'constructs';
import { nearestWord } from '../../lib/model/nearest-word';
import { requireConcrete } from './concrete';
import { oneLine } from './located';
import { propMissing, propOfWrongKind, unknownProp } from './errors';

/** What a prop may be. Programs that no compiler has checked give anything. */
export interface PropKind {
  /** As messages say it: `a Login, for example Login.agent({ user: 'netops' })`. */
  readonly wanted: string;
  readonly is: (value: unknown) => boolean;
}

/** A kind for every prop of an interface: one that is forgotten does not compile. */
export type Kinds<Props> = { readonly [K in keyof Required<Props>]: PropKind };

/** The kinds of all props, and which of them may be left out. */
export interface PropKinds<Props> {
  readonly required: Kinds<Omit<Props, OptionalName<Props>>>;
  readonly optional: Kinds<Pick<Props, OptionalName<Props>>>;
}

type OptionalName<Props> = { [K in keyof Props]-?: undefined extends Props[K] ? K : never }[keyof Props];

/** Text. */
export const TEXT: PropKind = { wanted: 'text', is: (value) => typeof value === 'string' };
/** A number; whether it is whole and in its range is said by whoever knows the range. */
export const NUMBER: PropKind = { wanted: 'a number', is: (value) => typeof value === 'number' };
/** Yes or no. */
export const FLAG: PropKind = { wanted: 'true or false', is: (value) => typeof value === 'boolean' };
/** A plain object, whose own props are looked at where they are read. */
export const OBJECT: PropKind = { wanted: 'an object', is: isPlain };

/** Any number of one kind. */
export function listOf({ is, wanted }: PropKind): PropKind {
  return { wanted: `a list, each ${wanted}`, is: (value) => Array.isArray(value) && value.every(is) };
}

/** Any number of one kind, by texts of the user. */
export function mapOf({ is, wanted }: PropKind): PropKind {
  return {
    wanted: `an object with texts as keys, each value ${wanted}`,
    is: (value) => isPlain(value) && Object.values(value as object).every(is),
  };
}

/** A construct; the class that it must be of is checked where it is used. */
export function construct(wanted: string): PropKind {
  return { wanted, is: (value) => Construct.isConstruct(value) };
}

/** An object of a class of this library, also of another copy of it, which `instanceof` would not see. */
export function objectOf(wantedClass: { readonly name: string }, example: string): PropKind {
  const { name } = wantedClass;
  return {
    wanted: `a ${name}, for example ${example}`,
    is: (value) => typeof value === 'object' && classNames(value).includes(name),
  };
}

/** The names of the class of an object, and of those that it extends. */
function classNames(value: object | null): string[] {
  if (value === null) return [];
  const prototype = Object.getPrototypeOf(value) as object | null;
  return prototype === null ? [] : [prototype.constructor.name, ...classNames(prototype)];
}

/** A member of an enum. */
export function memberOf(name: string, members: Readonly<Record<string, string>>): PropKind {
  const [keys, values] = [Object.keys(members), Object.values(members)];
  return {
    wanted: keys.map((key) => `${name}.${key}`).join(' or '),
    is: (value) => typeof value === 'string' && values.includes(value),
  };
}

/**
 * Refuses a token anywhere in the props, a prop that is not known, one that is missing, and one of another kind.
 *
 * @param scope - the construct that the props are of; undefined for those of an object
 * @param at - where the props stand in those of the construct, for example `attachments[0]`
 * @throws FabricError `unresolvedToken`, `unknownProp`, `propMissing`, `propOfWrongKind`
 */
export function requireProps<Props extends object>(
  scope: IConstruct | undefined,
  props: Props,
  propKinds: PropKinds<Props>,
  at = '',
): void {
  const path = scope?.node.path;
  const place = (name: string): string => (at === '' ? name : `${at}.${name}`);
  // It stands in the manifest, which takes no other text.
  if (scope !== undefined && at === '') oneLine(scope, 'the path of the construct', scope.node.path, 4096);
  requireKind(at === '' ? 'props' : at, props, OBJECT, path);
  // Props that stand in others have been looked through with them.
  if (at === '') requireConcrete(props, scope);
  const { all, required } = byName(propKinds);
  for (const [name, value] of Object.entries(props)) {
    const kind = all.get(name);
    if (kind === undefined && !isInternal(name)) {
      const known = [...all.keys()];
      throw unknownProp(place(name), nearestWord(name, known), known, path);
    }
    if (kind !== undefined && value !== undefined) requireKind(place(name), value, kind, path);
  }
  const missing = required.find(([name]) => Reflect.get(props, name) === undefined);
  if (missing !== undefined) throw propMissing(place(missing[0]), missing[1].wanted, path);
}

interface KindsByName {
  readonly all: ReadonlyMap<string, PropKind>;
  readonly required: readonly (readonly [name: string, kind: PropKind])[];
}

const known = new WeakMap<object, KindsByName>();

/** A fabric has tens of thousands of props objects, and a dozen sorts of them. */
function byName(propKinds: PropKinds<object>): KindsByName {
  const kinds = known.get(propKinds) ?? listed(propKinds);
  known.set(propKinds, kinds);
  return kinds;
}

function listed(propKinds: PropKinds<object>): KindsByName {
  const required = Object.entries<PropKind>(propKinds.required);
  return { all: new Map([...required, ...Object.entries<PropKind>(propKinds.optional)]), required };
}

/** @throws FabricError `propMissing`, `propOfWrongKind` */
export function requireKind(prop: string, value: unknown, { is, wanted }: PropKind, constructPath?: string): void {
  if (value === undefined) throw propMissing(prop, wanted, constructPath);
  if (!is(value)) throw propOfWrongKind(prop, wanted, kindOf(value), constructPath);
}

/** What constructs of this library tell one another. */
function isInternal(name: string): boolean {
  return name.startsWith('_');
}

function isPlain(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Never the value itself, which may be a secret in the wrong place. */
function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list of other things';
  return typeof value === 'object' ? 'another object' : `a ${typeof value}`;
}
