import type { StatementNode } from '../tree/statement';

/** What `when` of a configuration group can ask of a device, as far as it is known. */
export interface GroupConditions {
  /** As `show version` reports it: `qfx5120-48y-8c`. */
  readonly model?: string;
  /** `lcc0`, `scc`: nothing but large routers has one. */
  readonly chassis?: string;
  /** `re0` or `re1`. */
  readonly routingEngine?: string;
}

const KNOWN: ReadonlyMap<string, keyof GroupConditions> = new Map([
  ['model', 'model'],
  ['chassis', 'chassis'],
  ['routing-engine', 'routingEngine'],
]);

/** Whether every condition of the group is met; undefined where one of them is not known, and none is known to fail. */
export function isMet(group: StatementNode, known: GroupConditions): boolean | undefined {
  const when = group.children.find(({ schema }) => schema.element === 'when' && schema.kind === 'container');
  const each = (when?.children ?? [])
    .filter(({ inactive }) => inactive !== true)
    .map((one) => isConditionMet(one, known));
  if (each.includes(false)) return false;
  return each.includes(undefined) ? undefined : true;
}

/** Names are compared as Junos prints them, in small letters. Peers, times and members cannot be known from a configuration. */
function isConditionMet({ schema, value, keys }: StatementNode, known: GroupConditions): boolean | undefined {
  const asked = value ?? keys[0];
  const field = KNOWN.get(schema.element);
  const own = field === undefined ? undefined : known[field];
  return own === undefined || asked === undefined ? undefined : own.toLowerCase() === asked.toLowerCase();
}
