/** What can go wrong at a step of a change. */
import type { ArrivedRpc, Interference } from '../../../lib/lab/junos/interference';
import type { Switches } from '../../../lib/lab/junos/switches';
import type { FaultLab, Step } from './fault-lab';

/** One kind of fault. */
export interface Fault {
  readonly name: string;
  /** Switches of every leaf, from the beginning. */
  readonly switches?: Partial<Switches>;
  /** Does it, when the step's RPC arrives. */
  readonly strike: (lab: FaultLab, step: Step, rpc: ArrivedRpc) => Interference | undefined;
  /** Whether sessions of the leaf with its servers may be down for this reason alone. */
  readonly takesHomes?: true;
  /** Whether they are back so soon that the change has to wait for them before it takes another home. */
  readonly isWaitedFor?: true;
  /** Whether devices take their changes back at one moment whatever anybody has planned: then homes go together. */
  readonly endsAllAtOnce?: true;
  /** Whether the controller is dead afterwards. */
  readonly kills?: true;
  /** Whether a human has committed or typed something, which counts as theirs. */
  readonly human?: true;
}

const REBOOT_MS = 120_000;
/** Shorter than checks, and waves that are held, are waited for. */
const SHORT_REBOOT_MS = 60_000;

const interfering = (name: string, interference: Interference, switches?: Partial<Switches>): Fault => ({
  name,
  switches,
  strike: () => interference,
});

const REVERTED: Partial<Switches> = { pendingCommitAtSessionEnd: 'reverted' };

/** The controller dies when the RPC arrives, before or after the device has done it. */
export const KILLS: readonly Fault[] = [
  { name: 'killed before', kills: true, strike: (lab) => die(lab) },
  {
    name: 'killed after',
    kills: true,
    strike: (lab, { hostname }, { pid }) => {
      lab.controller.kill({ hostname, pid });
      return { kind: 'dropAfter' };
    },
  },
  {
    name: 'killed before, pending reverted',
    kills: true,
    endsAllAtOnce: true,
    switches: REVERTED,
    strike: (lab) => die(lab),
  },
];

function die(lab: FaultLab): Interference | undefined {
  lab.controller.kill();
  return undefined;
}

/** Sessions take nearly as long as checks are given: the waves take as long as their timers allow for. */
export const SLOW_KILLS: readonly Fault[] = [
  {
    name: 'killed before, sessions slow',
    kills: true,
    switches: { convergenceMs: 110_000 },
    strike: (lab) => die(lab),
  },
];

/** Those after which somebody may go on. */
export const SUDDEN_ENDS = KILLS.filter(({ endsAllAtOnce }) => endsAllAtOnce !== true);

/** The connection or the reply is lost, or the device says no. */
export const REPLIES: readonly Fault[] = [
  interfering('dropped before', { kind: 'dropBefore' }),
  interfering('dropped after', { kind: 'dropAfter' }),
  interfering('refused', { kind: 'refuse', message: 'mgd: not now' }),
  interfering('malformed', { kind: 'malformed' }),
  interfering('hanging', { kind: 'hang' }),
  interfering('dropped before, pending reverted', { kind: 'dropBefore' }, REVERTED),
  interfering('dropped after, pending reverted', { kind: 'dropAfter' }, REVERTED),
];

/** Something happens to the device, or to what is around it. */
export const DEVICES: readonly Fault[] = [
  {
    name: 'rebooting, pending kept',
    takesHomes: true,
    strike: (lab, { hostname }) => reboot(lab, hostname),
  },
  {
    name: 'rebooting, pending reverted',
    takesHomes: true,
    switches: { pendingCommitAtReboot: 'reverted' },
    strike: (lab, { hostname }) => reboot(lab, hostname),
  },
  {
    name: 'rebooting shortly',
    takesHomes: true,
    isWaitedFor: true,
    strike: (lab, { hostname }) => reboot(lab, hostname, SHORT_REBOOT_MS),
  },
  {
    name: 'gone for good',
    takesHomes: true,
    strike: (lab, { hostname }) => {
      lab.lab.device(hostname).powerOff();
      return undefined;
    },
  },
  {
    name: 'a route reflector lost',
    strike: (lab) => {
      lab.lab.device('spine1').powerOff();
      return undefined;
    },
  },
  {
    name: 'a server’s cable pulled',
    takesHomes: true,
    strike: (lab, { hostname }) => {
      const link = lab.lab.topology.servers.flatMap(({ links }) => links).find(({ device }) => device === hostname);
      if (link !== undefined) lab.lab.state.pullCable(hostname, link.port);
      return undefined;
    },
  },
];

function reboot(lab: FaultLab, hostname: string, durationMs = REBOOT_MS): Interference | undefined {
  lab.lab.device(hostname).reboot(durationMs);
  return undefined;
}

/** Those that a change has to wait for before it takes another home. */
export const WAITED_FOR: readonly Fault[] = DEVICES.filter(({ isWaitedFor }) => isWaitedFor === true);

/** Somebody else is at work on the device. */
export const HUMANS: readonly Fault[] = [
  {
    name: 'a human commits after a lost connection',
    human: true,
    strike: (lab, { hostname }, { pid }) => {
      cutConnection(lab, hostname, pid);
      commitAsHuman(lab, hostname);
      return undefined;
    },
  },
  {
    name: 'a human types after a lost connection',
    human: true,
    strike: (lab, { hostname }, { pid }) => {
      cutConnection(lab, hostname, pid);
      attempt(() => {
        lab.lab.device(hostname).editCandidate('set system location building B1');
      });
      return undefined;
    },
  },
  {
    name: 'a human locks after a lost connection',
    human: true,
    strike: (lab, { hostname }, { pid }) => {
      cutConnection(lab, hostname, pid);
      attempt(() => {
        const unlock = lab.lab.device(hostname).lockAs('mara');
        lab.lab.clock.at(lab.time.now() + 600_000, unlock);
      });
      return undefined;
    },
  },
  {
    name: 'a human commits',
    human: true,
    strike: (lab, { hostname }) => {
      commitAsHuman(lab, hostname);
      return undefined;
    },
  },
  {
    name: 'called off',
    strike: (lab) => {
      lab.abort.abort();
      return undefined;
    },
  },
];

/** The one that holds the lock, or else the one that asks. Whoever looks only through the other one notices nothing. */
function cutConnection(lab: FaultLab, hostname: string, asking: number): void {
  const device = lab.lab.device(hostname);
  device.cutConnection(device.database.lockHolder?.actor.pid ?? asking);
}

function commitAsHuman(lab: FaultLab, hostname: string): void {
  const device = lab.lab.device(hostname);
  const waits = device.database.pending !== undefined;
  const isDecided = lab.journal().some((entry) => entry.entry === 'decided');
  attempt(() => {
    device.edit('set system location building B1');
    if (waits) lab.humans.set(hostname, isDecided ? 'decided' : 'undecided');
  });
}

/** A human confirms, unasked, what waits on a device. */
export const CONFIRMING_HUMANS: readonly Fault[] = HUMANS.filter(({ name }) => name.startsWith('a human commits'));

/** What the device does not let a human do while we have the lock does not happen. */
function attempt(act: () => unknown): void {
  try {
    act();
  } catch (error) {
    if (!(error instanceof Error) || !error.message.includes('refuses the configuration')) throw error;
  }
}

/** Everything but the end of the controller. */
export const BREAKS: readonly Fault[] = [...REPLIES, ...DEVICES, ...HUMANS];
