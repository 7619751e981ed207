/** What can go wrong at a step of a change. */
import type { ArrivedRpc, Interference } from '../../../lib/emulator/junos/interference';
import type { Switches } from '../../../lib/emulator/junos/switches';
import type { LabLink } from '../../../lib/emulator/topology';
import { DISK_FAULTS } from './disk';
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
  /** For how long they are; default for good. */
  readonly lastsMs?: number;
  /** Whether they are back so soon that the change has to wait for them before it takes another home. */
  readonly isWaitedFor?: true;
  /** Whether devices take their changes back at one moment whatever anybody has planned: then attachments go together. */
  readonly endsAllAtOnce?: true;
  /** Whether the controller is dead afterwards. */
  readonly kills?: true;
  /** Whether a human has committed or typed something, which counts as theirs. */
  readonly human?: true;
  /** Whether the other routing engine is gone. */
  readonly takesEngine?: true;
  /** Whether the change has to be made all the same. */
  readonly isHarmless?: true;
  /** Whether it is the disk of the controller that fails. */
  readonly takesDisk?: true;
}

const REBOOT_MS = 120_000;
/** Shorter than checks, and waves that are held, are waited for. */
const SHORT_REBOOT_MS = 60_000;
const SLOW_REPLY_MS = 20_000;
/** Checks are given 120 s; a wave that is held waits as long again. */
const LATER_THAN_CHECKS_MS = 150_000;

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
    lastsMs: REBOOT_MS,
    strike: (lab, { hostname }) => reboot(lab, hostname),
  },
  {
    name: 'rebooting, pending reverted',
    takesHomes: true,
    lastsMs: REBOOT_MS,
    switches: { pendingCommitAtReboot: 'reverted' },
    strike: (lab, { hostname }) => reboot(lab, hostname),
  },
  {
    name: 'rebooting shortly',
    takesHomes: true,
    isWaitedFor: true,
    lastsMs: SHORT_REBOOT_MS,
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
      const [link] = linksOf(lab, hostname);
      if (link !== undefined) lab.lab.state.pullCable(hostname, link.port);
      return undefined;
    },
  },
  {
    name: 'sessions that never come up again',
    takesHomes: true,
    strike: (lab, { hostname }) => {
      const neighbors = linksOf(lab, hostname).flatMap(({ addresses }) => addresses);
      lab.lab.device(hostname).switches.neverUp = neighbors.map((one) => one.replace(/\/.*/, ''));
      return undefined;
    },
  },
  switching('sessions that come up late', { convergenceMs: 60_000 }, { isHarmless: true }),
  switching('a warning beside every ok', { warn: 'mgd: think of the children' }, { isHarmless: true }),
  switching('a check-out that fails', { refuseCheck: 'mgd: no space left' }),
  {
    name: 'a slow reply',
    isHarmless: true,
    strike: (lab) => {
      lab.lab.clock.advance(SLOW_REPLY_MS);
      return undefined;
    },
  },
];

/** The device is told so from then on. */
function switching(name: string, switches: Partial<Switches>, more: Partial<Fault> = {}): Fault {
  return {
    name,
    ...more,
    strike: (lab, { hostname }) => {
      Object.assign(lab.lab.device(hostname).switches, switches);
      return undefined;
    },
  };
}

function linksOf(lab: FaultLab, hostname: string): readonly LabLink[] {
  return lab.lab.topology.servers.flatMap(({ links }) => links).filter(({ device }) => device === hostname);
}

/** The change is called off while an attachment is away, and comes back so soon that taking the change back has to wait for it. */
export const HELD_BACK: readonly Fault[] = [
  {
    name: 'called off with cables pulled for a minute',
    takesHomes: true,
    isWaitedFor: true,
    lastsMs: SHORT_REBOOT_MS,
    strike: (lab, { hostname }) => {
      for (const { port } of linksOf(lab, hostname)) {
        lab.lab.state.pullCable(hostname, port);
        lab.lab.clock.at(lab.time.now() + SHORT_REBOOT_MS, () => {
          lab.lab.state.plugCable(hostname, port);
        });
      }
      lab.abort.abort();
      return undefined;
    },
  },
  {
    name: 'called off while booting shortly',
    takesHomes: true,
    isWaitedFor: true,
    lastsMs: SHORT_REBOOT_MS,
    strike: (lab, { hostname }) => {
      lab.abort.abort();
      return reboot(lab, hostname, SHORT_REBOOT_MS);
    },
  },
  {
    name: 'called off, and sessions come back later than checks wait',
    strike: (lab) => {
      lab.turn({ convergenceMs: LATER_THAN_CHECKS_MS });
      lab.abort.abort();
      return undefined;
    },
  },
];

function reboot(lab: FaultLab, hostname: string, durationMs = REBOOT_MS): Interference | undefined {
  lab.lab.device(hostname).reboot(durationMs);
  return undefined;
}

/** The other routing engine is gone from then on, or for a minute, and synchronized commits end as the device is told. */
export const ENGINES: readonly Fault[] = [
  ...(['refuses', 'silent', 'fails'] as const).flatMap((how) => [
    losingEngine(`a routing engine lost, commit ${how}`, (lab, { hostname }) => {
      loseEngine(lab, hostname, how);
    }),
    losingEngine(`a routing engine lost for a minute, commit ${how}`, (lab, { hostname }) => {
      loseEngine(lab, hostname, how, SHORT_REBOOT_MS);
    }),
  ]),
  losingEngine('a routing engine lost with the connection', (lab, { hostname }, { pid }) => {
    cutConnection(lab, hostname, pid);
    loseEngine(lab, hostname, 'refuses', SHORT_REBOOT_MS);
  }),
];

function losingEngine(name: string, act: (lab: FaultLab, step: Step, rpc: ArrivedRpc) => void): Fault {
  return {
    name,
    takesEngine: true,
    strike: (lab, step, rpc) => {
      act(lab, step, rpc);
      return undefined;
    },
  };
}

function loseEngine(lab: FaultLab, hostname: string, how: Switches['lostRoutingEngine'], forMs = Infinity): void {
  const { switches } = lab.lab.device(hostname);
  switches.lostRoutingEngine = how;
  if (forMs === Infinity) return;
  lab.lab.clock.at(lab.time.now() + forMs, () => {
    switches.lostRoutingEngine = undefined;
  });
}

/** The disk of the controller fails from then on, until somebody looks after it. */
export const DISKS: readonly Fault[] = Object.values(DISK_FAULTS).map((fault) => ({
  name: `a disk ${fault.name}`,
  takesDisk: true,
  strike: (lab) => {
    lab.disk.breakAt(fault, () => true);
    return undefined;
  },
}));

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
      typeAsHuman(lab, hostname);
      return undefined;
    },
  },
  {
    name: 'a human locks after a lost connection',
    human: true,
    strike: (lab, { hostname }, { pid }) => {
      cutConnection(lab, hostname, pid);
      lockAsHuman(lab, hostname);
      return undefined;
    },
  },
  {
    name: 'a human types',
    human: true,
    strike: (lab, { hostname }) => {
      typeAsHuman(lab, hostname);
      return undefined;
    },
  },
  {
    name: 'a human locks',
    human: true,
    strike: (lab, { hostname }) => {
      lockAsHuman(lab, hostname);
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

function typeAsHuman(lab: FaultLab, hostname: string): void {
  attempt(() => {
    lab.lab.device(hostname).editCandidate('set system location building B1');
  });
}

function lockAsHuman(lab: FaultLab, hostname: string): void {
  attempt(() => {
    const unlock = lab.lab.device(hostname).lockAs('mara');
    lab.lab.clock.at(lab.time.now() + 600_000, unlock);
  });
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
