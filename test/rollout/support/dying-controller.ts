import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { apply } from '../../../lib/rollout/execute/apply';
import type { ApplyOptions } from '../../../lib/rollout/execute/apply';
import type { DeviceSession } from '../../../lib/rollout/device-session';
import type { RolloutEvent } from '../../../lib/rollout/events';
import { junosConnect } from '../../../lib/rollout/junos-connect';
import type { GuideLab } from './guide-lab';

/** Applies a manifest in a process that is gone the moment an event happens. */
export async function applyAndDie(
  guide: GuideLab,
  isTheEnd: (event: RolloutEvent) => boolean,
  options: Partial<ApplyOptions> & { readonly manifest?: ReturnType<GuideLab['manifest']> } = {},
): Promise<void> {
  const { manifest = guide.manifest(), ...others } = options;
  await die(guide, isTheEnd, (dying) => apply(manifest, { ...dying, ...others }));
}

/**
 * Does something in a process that is gone the moment an event happens: what it has not sent is never sent, its sessions break,
 * and its lock stays as that of a process that is no more.
 */
export async function die(
  guide: GuideLab,
  isTheEnd: (event: RolloutEvent) => boolean,
  work: (dying: ApplyOptions) => Promise<unknown>,
): Promise<void> {
  const never = new Promise<never>(() => undefined);
  const connect = junosConnect({ path: guide.options.knownHostsFile ?? '' });
  const sessions: DeviceSession[] = [];
  let isDead = false;
  await new Promise<void>((resolve) => {
    const whenAlive = async <Result>(work: Promise<Result>): Promise<Result> => {
      const result = await work;
      return isDead ? never : result;
    };
    void work({
      ...guide.options,
      clock: { now: () => guide.clock.now(), sleep: (ms) => (isDead ? never : whenAlive(guide.clock.sleep(ms))) },
      onEvent: (event) => {
        if (isDead) return;
        guide.events.push(event);
        isDead = isTheEnd(event);
        if (isDead) resolve();
      },
      connect: async (device) => {
        const session = await whenAlive(connect(device));
        sessions.push(session);
        return new Proxy(session, {
          get(target, property) {
            const value: unknown = Reflect.get(target, property);
            if (typeof value !== 'function') return value;
            return (...args: unknown[]): unknown => {
              if (isDead) return never;
              const result: unknown = Reflect.apply(value, target, args);
              return result instanceof Promise ? whenAlive(result) : result;
            };
          },
        });
      },
    });
  });
  await Promise.all(sessions.map((session) => session.close()));
  while (guide.openSessions() > 0) await new Promise((resolve) => setImmediate(resolve));
  const { stateDirectory } = guide.options;
  for (const name of readdirSync(stateDirectory)) {
    if (name.endsWith('.lock')) rmSync(path.join(stateDirectory, name));
  }
}
