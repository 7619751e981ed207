import type { Configuration } from '../../../junos/tree/configuration';
import { keyStartMs } from '../../../junos/tree/key-start';
import { entries, below, keyOf, secretOf, valueOf } from '../../../junos/tree/find-statement';

/** One key of `security authentication-key-chains`. */
export interface ConfiguredKey {
  readonly secret: string;
  /** Epoch milliseconds from when it is used. */
  readonly from: number;
  /** Of TCP-AO. */
  readonly sendId?: number;
  readonly recvId?: number;
}

/** The key chains of a configuration, by name. */
export function configuredKeyChains(effective: Configuration): ReadonlyMap<string, readonly ConfiguredKey[]> {
  const chains = entries(below(effective.root, 'security', 'authentication-key-chains'), 'key-chain');
  return new Map(
    chains.map((chain) => [
      keyOf(chain),
      entries(chain, 'key').map((one) => ({
        secret: secretOf(one, 'secret') ?? '',
        // What is no time has always begun.
        from: keyStartMs(valueOf(one, 'start-time') ?? '') ?? 0,
        sendId: numeric(valueOf(one, 'ao-attribute', 'send-id')),
        recvId: numeric(valueOf(one, 'ao-attribute', 'recv-id')),
      })),
    ]),
  );
}

/** The key in use at a moment: the one that began last. */
export function keyInUse(keys: readonly ConfiguredKey[], now: number): ConfiguredKey | undefined {
  const begun = keys.filter(({ from }) => from <= now);
  return begun.sort((one, other) => other.from - one.from)[0];
}

function numeric(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}
