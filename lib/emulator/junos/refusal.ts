/** How an emulated device says no: `rpc-error` elements in Junos' shape. */
import { element, leaf, optionalLeaf } from './xml-text';

/** One `rpc-error`. */
export interface DatabaseProblem {
  /** Default `protocol`. */
  readonly type?: 'protocol' | 'application';
  /** Default `operation-failed`. */
  readonly tag?: string;
  /** Default `error`. */
  readonly severity?: 'error' | 'warning';
  /** Hierarchy in edit form, for example `[edit interfaces et-0/0/15]`. */
  readonly path?: string;
  /** The statement that is wrong. */
  readonly badElement?: string;
  readonly message: string;
  /** Further content of `error-info`, as XML. */
  readonly info?: string;
}

const REFUSAL = Symbol('Refusal');

/** Thrown by what serves an RPC; the session answers with its problems. */
export class Refusal extends Error {
  /** Whether a caught value is a refusal of the emulated device. */
  static isRefusal(value: unknown): value is Refusal {
    return typeof value === 'object' && value !== null && REFUSAL in value;
  }

  readonly problems: readonly DatabaseProblem[];

  constructor(...problems: readonly DatabaseProblem[]) {
    super(problems.map((problem) => problem.message).join('; '));
    this.problems = problems;
    Object.defineProperty(this, REFUSAL, { value: true });
  }
}

/** The `rpc-error` element of a problem. */
function rpcError(problem: DatabaseProblem): string {
  const info = (problem.badElement === undefined ? '' : leaf('bad-element', problem.badElement)) + (problem.info ?? '');
  return element('rpc-error', [
    leaf('error-type', problem.type ?? 'protocol'),
    leaf('error-tag', problem.tag ?? 'operation-failed'),
    leaf('error-severity', problem.severity ?? 'error'),
    optionalLeaf('error-path', problem.path),
    leaf('error-message', problem.message),
    info === '' ? '' : element('error-info', [info]),
  ]);
}

/** All of them. */
export function rpcErrors(problems: readonly DatabaseProblem[]): string {
  return problems.map(rpcError).join('\n');
}
