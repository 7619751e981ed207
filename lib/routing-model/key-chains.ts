import type { Place } from './place';
import type { UsedStatement, Uses } from './reader';
import { Reader } from './reader';

/** One key of `security authentication-key-chains`. */
export interface ChainKey {
  /** As it is stored. */
  readonly secret?: string;
  /** When it is used first, as it is written. */
  readonly startTime?: string;
  /** Of TCP-AO. */
  readonly sendId?: number;
  readonly recvId?: number;
  readonly used: readonly UsedStatement[];
}

/** What the model makes of statements of a key. */
export type ChainKeyField = Exclude<keyof ChainKey, 'used'>;

/** Reads the key chains, by name. */
export function readKeyChains(uses: Uses, root: Place): ReadonlyMap<string, readonly ChainKey[]> {
  const chains = root.down('security', 'authentication-key-chains')?.all('key-chain') ?? [];
  return new Map(chains.map((chain) => [chain.key, chain.all('key').map((key) => readKey(uses, key))]));
}

function readKey(uses: Uses, place: Place): ChainKey {
  const reader = new Reader<'key', ChainKeyField>(uses, 'key', place);
  return {
    secret: reader.value('secret', 'secret'),
    startTime: reader.value('startTime', 'start-time'),
    sendId: reader.number('sendId', 'ao-attribute', 'send-id'),
    recvId: reader.number('recvId', 'ao-attribute', 'recv-id'),
    used: reader.used,
  };
}
