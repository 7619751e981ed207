import type { Configuration } from '../../../junos/configuration';
import { all, below, key, secretOf, valueOf } from './statements';

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
  const chains = all(below(effective.root, 'security', 'authentication-key-chains'), 'key-chain');
  return new Map(
    chains.map((chain) => [
      key(chain),
      all(chain, 'key').map((one) => ({
        secret: secretOf(one, 'secret') ?? '',
        from: readStartTime(valueOf(one, 'start-time')),
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

/** `2026-01-01.00:00:00 +0000`; what is no time has always begun. */
function readStartTime(text: string | undefined): number {
  const [, date, time, hours = '+00', minutes = '00'] =
    /^(\d{4}-\d{2}-\d{2})\.(\d{2}:\d{2}(?::\d{2})?)(?:\s*([+-]\d{2}):?(\d{2}))?$/.exec(text ?? '') ?? [];
  const ms = Date.parse(`${date ?? ''}T${time ?? ''}${hours}:${minutes}`);
  return Number.isNaN(ms) ? 0 : ms;
}

function numeric(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}
