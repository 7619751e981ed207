import { writeCurly } from '../junos/formats/curly-writer';
import { writeSet } from '../junos/formats/set-writer';
import { Lab } from '../emulator/lab';
import type { LabTopology } from '../emulator/topology';
import { worldOfCaptures } from '../world/world-of-captures';

export type {
  LabCable,
  LabCableEnd,
  LabDevice,
  LabDistantSession,
  LabLink,
  LabServer,
  LabTopology,
  LabUser,
} from '../emulator/topology';

/** A BGP session of a device. */
export interface LabSession {
  /** `master` is the main one. */
  readonly instance: string;
  /** Address of the neighbor, as it is configured. */
  readonly neighbor: string;
  readonly state: 'Idle' | 'Connect' | 'Active' | 'Established';
  /** Host name of the device, or name of the server, that it is established with. */
  readonly peer?: string;
  /** Why it is not established, in Junos' words, where Junos has some. */
  readonly lastError?: string;
}

/** A route that a server has learned from a device. */
export interface LearnedRoute {
  /** Host name of the device. */
  readonly from: string;
  readonly prefix: string;
  readonly nextHop: string;
  readonly asPath: readonly number[];
  readonly communities: readonly string[];
}

/**
 * Emulated Junos devices as a test double: NETCONF over SSH on ports of 127.0.0.1, candidate, commit, confirmed commit,
 * rollback, and operational replies that follow from what all devices of the lab have committed.
 *
 *     const lab = await JunosLab.start(topology);
 *     // … anything that speaks NETCONF, at 127.0.0.1:${lab.port('leaf10')} …
 *     await lab.stop();
 */
export class JunosLab {
  /**
   * Starts every device of a topology, the form of `lab.json`, and returns when all of them listen.
   *
   * @throws FabricError when the topology is not usable
   */
  static async start(topology: LabTopology): Promise<JunosLab> {
    return new JunosLab(await Lab.start(topology));
  }

  /**
   * Starts the devices of configurations as they were saved: what `show configuration` prints, in any form, by the names of
   * their files. Cables are those that the configurations show; neighbors that none of the devices is are servers.
   *
   * @throws FabricError when a text is no whole configuration, or two are of one device
   */
  static async fromConfigurations(configurations: Readonly<Record<string, string>>): Promise<JunosLab> {
    const texts = Object.entries(configurations).map(([file, text]) => ({ file, text }));
    const { notes, topology } = worldOfCaptures(texts);
    return new JunosLab(await Lab.start(topology), notes);
  }

  /** What was taken for granted or left out of configurations that the lab was made of, a sentence each. */
  readonly notes: readonly string[];
  private readonly lab: Lab;

  private constructor(lab: Lab, notes: readonly string[] = []) {
    this.lab = lab;
    this.notes = notes;
  }

  /** Text of a `known_hosts` file with every device's key. */
  get knownHosts(): string {
    return this.lab.knownHosts;
  }

  /** Host names, in the topology's order. */
  get hostnames(): string[] {
    return [...this.lab.devices.keys()];
  }

  /** TCP port of a device on 127.0.0.1. @throws FabricError when the lab has no such device */
  port(hostname: string): number {
    return this.lab.port(hostname);
  }

  /** What a device acts on, groups expanded, as curly text. @throws FabricError when the lab has no such device */
  configuration(hostname: string): string {
    return writeCurly(this.lab.device(hostname).effective);
  }

  /** The same as set lines. @throws FabricError when the lab has no such device */
  setLines(hostname: string): string[] {
    return writeSet(this.lab.device(hostname).effective)
      .split('\n')
      .filter((line) => line !== '');
  }

  /** Somebody loads set lines at the CLI of a device and commits them. @throws FabricError when the device refuses */
  edit(hostname: string, setLines: string): void {
    this.lab.device(hostname).edit(setLines);
  }

  /** Cuts the power of a device. @throws FabricError when the lab has no such device */
  powerOff(hostname: string): void {
    this.lab.device(hostname).powerOff();
  }

  /** Gives the power back; the device has booted at once. @throws FabricError when the lab has no such device */
  powerOn(hostname: string): void {
    this.lab.device(hostname).powerOn();
  }

  /** Moves the time of all devices: confirmed commits that are not confirmed by then are rolled back. */
  advance(seconds: number): void {
    this.lab.clock.advance(seconds * 1000);
  }

  /** Every BGP session of a device, in the order of its configuration. @throws FabricError when the lab has no such device */
  sessions(hostname: string): LabSession[] {
    this.lab.device(hostname);
    return (this.lab.state.sessions().get(hostname) ?? []).map(({ lastError, neighbor, peer, state }) => ({
      instance: neighbor.instance.name,
      neighbor: neighbor.address,
      state,
      peer: peer?.kind === 'device' ? peer.hostname : peer?.server.name,
      lastError,
    }));
  }

  /** What a server has learned, link by link. */
  learnedBy(server: string): LearnedRoute[] {
    return this.lab.learnedBy(server);
  }

  /** Cuts every session, closes every port. */
  async stop(): Promise<void> {
    await this.lab.stop();
  }
}
