import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { FabricError } from '../../../lib/model/fabric-error';
import { REPAIRED_BUG } from '../../../lib/twin/engine/repair';
import { Twin } from '../../../lib/twin/engine/twin';
import type { Failure } from '../../../lib/reachability/network/failures';
import { deviceName } from '../../../lib/reachability/network/failures';
import { toBreak } from './break';
import type { Design } from './design';
import type { Difference } from './differences';
import { DIFFERENCES } from './differences';
import { observe, send } from './observed';
import { predict } from './predicted';

/** How long the twin may take until it is as predicted. */
const TIMEOUT_MS = 30_000;

/** A twin of a design, and what is predicted of it. */
export class Agreement {
  static async start(design: Design): Promise<Agreement> {
    const directory = mkdtempSync(join(tmpdir(), 'twin-'));
    try {
      return new Agreement(design, await Twin.up({ plan: design.plan, directory }), directory);
    } catch (error) {
      rmSync(directory, { recursive: true, force: true });
      throw error;
    }
  }

  #cases = 0;
  #repairs = 0;
  readonly #differences = new Map<Difference, number>();

  private constructor(
    private readonly design: Design,
    readonly twin: Twin,
    private readonly directory: string,
  ) {}

  /**
   * Breaks this and nothing else, and holds what the twin comes to against the prediction: sessions, type-5 routes, routes
   * of BGP and of the kernel, what servers hear, and then packets.
   */
  async expectAgreement(failures: readonly Failure[] = []): Promise<void> {
    this.#cases += 1;
    const { reachability } = this.design;
    const { network } = reachability;
    if (this.twin.failures.length > 0) await this.twin.heal();
    for (const failure of failures) for (const one of toBreak(network, failure)) await this.twin.fail(one);
    const prediction = predict(reachability, failures);
    for (const [name, count] of prediction.differences) {
      this.#differences.set(name, (this.#differences.get(name) ?? 0) + count);
    }
    const failed = new Set(failures.flatMap(({ devices = [] }) => devices.map((one) => deviceName(network, one))));
    const prefixes = new Set(reachability.baseline.destinations.map(({ prefix }) => prefix.toString()));
    await this.#expect(prediction.rows, 2, () => observe(this.twin, { failed, prefixes }));
    await this.#expect(prediction.packetRows, 1, async () => {
      this.#repairs += (await this.twin.repair()).length;
      return send(this.twin, prediction.packets);
    });
  }

  /** Ends the twin. What was found goes to standard output. */
  async end(title: string): Promise<void> {
    const differences = [...this.#differences].map(([name, count]) => `; ${count} routes: ${DIFFERENCES[name]}`);
    process.stdout.write(
      `prediction and twin, ${title}: ${this.#cases} cases; ${this.#repairs} repairs (${REPAIRED_BUG})${differences.join('')}\n`,
    );
    await this.twin.down();
    rmSync(this.directory, { recursive: true, force: true });
  }

  /** @param wanted how often in a row it must be seen: tables change one after the other, and may match in passing */
  async #expect(expected: readonly string[], wanted: number, look: () => Promise<readonly string[]>): Promise<void> {
    let seen: readonly string[] = [];
    let times = 0;
    const found = async (): Promise<string | undefined> => {
      seen = await look();
      times = isDeepStrictEqual(seen, expected) ? times + 1 : 0;
      return times >= wanted ? undefined : 'something else';
    };
    try {
      await this.twin.waitUntil('what is predicted', found, { timeoutMs: TIMEOUT_MS });
    } catch (error) {
      if (!FabricError.isFabricError(error) || error.code !== 'twinTimedOut') throw error;
    }
    expect(seen).toEqual(expected);
  }
}
