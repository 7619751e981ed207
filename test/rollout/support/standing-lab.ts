import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expectations } from '../../../lib/checks/expectations';
import { describeFailure, verify } from '../../../lib/checks/verify';
import type { FabricIntent } from '../../../lib/intent/fabric-intent';
import { writeSet } from '../../../lib/junos/formats/set-writer';
import { Lab } from '../../../lib/emulator/lab';
import type { LabTopology } from '../../../lib/emulator/topology';
import type { DeviceSession } from '../../../lib/rollout/device-session';
import type { RolloutEvent } from '../../../lib/rollout/events';
import type { ChangeSettings } from '../../../lib/rollout/settings';
import { Controller } from './controller';
import { VirtualTime } from './virtual-time';

const START = Date.parse('2026-03-14T15:00:00Z');

/** What a session needs to come up. */
const CONVERGENCE_MS = 1_400;

/** A lab whose time only moves when everybody waits, and a controller that carries changes out on it. */
export class StandingLab {
  readonly lab: Lab;
  /** Of the last change. */
  readonly events: RolloutEvent[] = [];
  /** Of whoever works on the lab. */
  readonly directory = mkdtempSync(path.join(tmpdir(), 'standing-lab-'));
  private readonly time: VirtualTime;
  private readonly controller: Controller;

  constructor(topology: LabTopology) {
    this.lab = Lab.inProcess(topology, { startAt: START, time: 'standing' });
    this.time = new VirtualTime(this.lab.clock);
    this.controller = new Controller(this.lab, this.time);
    for (const device of this.lab.devices.values()) {
      device.switches.convergenceMs = CONVERGENCE_MS;
      device.interceptor = () => {
        this.time.stir();
        return undefined;
      };
    }
  }

  /** Lets time pass until a change is over. */
  async run<Result>(work: (options: ChangeSettings) => Promise<Result>): Promise<Result> {
    const result = await this.time.drive(work(this.settingsFor(this.controller)));
    if (result === undefined) throw new Error('the change never ends');
    return result;
  }

  /** Carries a change out in a process that is gone the moment an event happens; its lock is that of a process that is no more. */
  async die(
    isTheEnd: (event: RolloutEvent) => boolean,
    work: (options: ChangeSettings) => Promise<unknown>,
  ): Promise<void> {
    const dying = new Controller(this.lab, this.time);
    const onEvent = (event: RolloutEvent): void => {
      if (dying.killed) return;
      this.events.push(event);
      if (isTheEnd(event)) dying.kill();
    };
    await this.time.drive(work({ ...this.settingsFor(dying), onEvent }), () => dying.killed);
    if (!dying.killed) throw new Error('the change was over before that event');
    for (const name of readdirSync(this.stateDirectory)) {
      if (name.endsWith('.lock')) rmSync(path.join(this.stateDirectory, name));
    }
  }

  private get stateDirectory(): string {
    return path.join(this.directory, '.junos-fabric');
  }

  private settingsFor({ clock, connect }: Controller): ChangeSettings {
    this.events.length = 0;
    const onEvent = (event: RolloutEvent): number => this.events.push(event);
    return { stateDirectory: this.stateDirectory, clock, connect, onEvent };
  }

  /** What is not as the intent says, on any device. */
  async failures(fabric: FabricIntent): Promise<string[]> {
    return this.run(async () => {
      const sessions = new Map<string, DeviceSession>();
      for (const device of fabric.devices) sessions.set(device.hostname, await this.controller.connect(device));
      const report = await verify(sessions, expectations(fabric), { deadlineMs: 0 });
      for (const session of sessions.values()) await session.close();
      return report.failures.map(describeFailure);
    });
  }

  /** Host names of each wave of the last change. */
  waves(): (readonly string[])[] {
    return this.events.flatMap((event) => (event.type === 'waveStarted' ? [event.hostnames] : []));
  }

  /** What each device has committed, as set lines. */
  configurations(): Record<string, readonly string[]> {
    const devices = [...this.lab.devices];
    return Object.fromEntries(
      devices.map(([hostname, { database }]) => [hostname, writeSet(database.committed).trim().split('\n')]),
    );
  }

  /** How often each device has committed. */
  commitCounts(): Record<string, number> {
    const devices = [...this.lab.devices];
    return Object.fromEntries(devices.map(([hostname, { database }]) => [hostname, database.commitCount]));
  }

  async stop(): Promise<void> {
    await this.lab.stop();
    rmSync(this.directory, { recursive: true, force: true });
  }
}
