import { FabricError } from '../model/fabric-error';
import type { XmlElement } from '../junos/formats/xml';

/** Arguments of an operational RPC: `true` for a flag such as `terse`. */
export type OperationalArguments = Readonly<Record<string, string | true>>;

/** What the checks need of a device: its answers to operational RPCs. */
export interface OperationalSession {
  /** Sends one operational RPC. Rejects with code `deviceRefused` when the device answers with an error. */
  operational(rpcName: string, args: OperationalArguments): Promise<XmlElement>;
}

/** One operational RPC and how its reply is read. */
export interface Query<T> {
  readonly rpc: string;
  readonly args: OperationalArguments;
  readonly read: (reply: XmlElement) => T;
}

/** A query's answer: what was read, or why the device did not say. */
export type Answer<T> = { readonly value: T } | { readonly refusal: string };

/** What one device answered in one round. */
export class Observation {
  /**
   * Asks the device every query once, however often it is listed.
   *
   * A query the device refuses (an instance that does not exist yet) is part of the observation; a lost session is not
   * and rejects.
   */
  static async of(session: OperationalSession, queries: readonly Query<unknown>[]): Promise<Observation> {
    const answers = new Map<string, Answer<unknown>>();
    for (const query of queries) {
      const key = keyOf(query);
      if (!answers.has(key)) {
        answers.set(key, await ask(session, query));
      }
    }
    return new Observation(answers);
  }

  /** An observation of a device that gave no answer, for the same reason to every query. */
  static unanswered(reason: string): Observation {
    return new Observation(new Map(), reason);
  }

  private constructor(
    private readonly answers: ReadonlyMap<string, Answer<unknown>>,
    /** Why the device gave no answer at all; undefined where it was asked. */
    readonly unansweredFor?: string,
  ) {}

  /** The answer to a query. */
  answer<T>(query: Query<T>): Answer<T> {
    const answer = this.answers.get(keyOf(query));
    // The key names RPC and arguments, and each pair has one reader.
    return answer === undefined ? { refusal: this.unansweredFor ?? 'the device was not asked' } : (answer as Answer<T>);
  }

  /** What a query found; nothing where the device does not tell. */
  valuesOf<T>(query: Query<readonly T[]>): readonly T[] {
    const answer = this.answer(query);
    return 'value' in answer ? answer.value : [];
  }
}

async function ask(session: OperationalSession, query: Query<unknown>): Promise<Answer<unknown>> {
  try {
    return { value: query.read(await session.operational(query.rpc, query.args)) };
  } catch (error) {
    if (FabricError.isFabricError(error) && error.code === 'deviceRefused') {
      return { refusal: error.message };
    }
    throw error;
  }
}

function keyOf(query: Query<unknown>): string {
  const args = Object.entries(query.args).map(([name, value]) => `${name}=${value === true ? '' : value}`);
  return [query.rpc, ...args.sort()].join(' ');
}
