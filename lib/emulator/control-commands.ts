/** What the background process of a lab does on request. */
import { z } from 'zod';
import { writeSet } from '../junos/formats/set-writer';
import type { Switches } from './junos/switches';
import type { Lab } from './lab';

/** One device, as `status` shows it. */
export interface LabDeviceStatus {
  readonly hostname: string;
  readonly role: 'leaf' | 'spine';
  readonly model: string;
  readonly junos: string;
  /** TCP port on 127.0.0.1. */
  readonly port: number;
  /** Commits since the lab started, the initial one and automatic rollbacks included. */
  readonly commits: number;
  /** Milliseconds until an unconfirmed commit is rolled back; absent when none is pending. */
  readonly pendingMs?: number;
  /** User who holds the exclusive lock. */
  readonly lockedBy?: string;
  /** Open NETCONF sessions. */
  readonly sessions: number;
  /** Set lines that decide about routes and that the device does not act on. */
  readonly notEmulated: readonly string[];
  /** Values that it has and that its load would refuse, as set lines. */
  readonly doubtfulValues: readonly string[];
}

/** One commit, as `history` shows it. */
export interface LabCommit {
  /** 0 is the newest. */
  readonly sequence: number;
  readonly user: string;
  readonly client: string;
  /** Epoch milliseconds of the lab's time. */
  readonly time: number;
  readonly log?: string;
  /** As Junos prints it: `commit confirmed, rollback in 5mins`. */
  readonly confirmed?: string;
}

const SWITCHES = z.strictObject({
  refuseCheck: z.string().nullable().optional(),
  refuseCommit: z.string().nullable().optional(),
  warn: z.string().nullable().optional(),
  dropBefore: z.string().nullable().optional(),
  dropAfter: z.string().nullable().optional(),
  malformed: z.string().nullable().optional(),
  hang: z.string().nullable().optional(),
  refuseLock: z.string().nullable().optional(),
  lostRoutingEngine: z.enum(['refuses', 'silent', 'fails']).nullable().optional(),
  delayMs: z.int().min(0).optional(),
  commitDelayMs: z.int().min(0).optional(),
  pendingCommitAtSessionEnd: z.enum(['kept', 'reverted']).optional(),
  pendingCommitAtReboot: z.enum(['kept', 'reverted']).optional(),
  timerUnderForeignLock: z.enum(['passes', 'waits']).optional(),
  preferred: z.enum(['bgp', 'evpn']).optional(),
  takesUnknownStatements: z.boolean().optional(),
  masterPassword: z.boolean().optional(),
  alarms: z.array(z.string()).optional(),
  cores: z.array(z.string()).optional(),
  convergenceMs: z.int().min(0).optional(),
  neverUp: z.array(z.string()).optional(),
});

/** Switches of a device as they travel: `null` turns one off. */
export type SwitchChanges = z.infer<typeof SWITCHES>;

const ON_DEVICE = { device: z.string() };

const REQUEST = z.discriminatedUnion('command', [
  z.strictObject({ command: z.literal('status') }),
  z.strictObject({ command: z.literal('advance'), seconds: z.number().min(0) }),
  z.strictObject({ command: z.literal('edit'), ...ON_DEVICE, lines: z.string(), log: z.string().optional() }),
  z.strictObject({ command: z.literal('switch'), ...ON_DEVICE, switches: SWITCHES }),
  z.strictObject({ command: z.literal('changeHostKey'), ...ON_DEVICE }),
  z.strictObject({ command: z.literal('editCandidate'), ...ON_DEVICE, lines: z.string() }),
  z.strictObject({ command: z.literal('powerOff'), ...ON_DEVICE }),
  z.strictObject({ command: z.literal('powerOn'), ...ON_DEVICE }),
  z.strictObject({ command: z.literal('reboot'), ...ON_DEVICE, seconds: z.number().min(0) }),
  z.strictObject({ command: z.literal('lock'), ...ON_DEVICE, user: z.string() }),
  z.strictObject({ command: z.literal('unlock'), ...ON_DEVICE }),
  z.strictObject({ command: z.literal('pullCable'), ...ON_DEVICE, port: z.string() }),
  z.strictObject({ command: z.literal('plugCable'), ...ON_DEVICE, port: z.string() }),
  z.strictObject({ command: z.literal('history'), ...ON_DEVICE }),
  z.strictObject({ command: z.literal('configuration'), ...ON_DEVICE }),
  z.strictObject({ command: z.literal('learned'), server: z.string() }),
  z.strictObject({ command: z.literal('down') }),
]);

/** A request to the background process. */
export type LabRequest = z.infer<typeof REQUEST>;

/** Serves the requests of one lab. */
export class LabCommands {
  private readonly unlock = new Map<string, () => void>();

  constructor(private readonly lab: Lab) {}

  /** The result of one request; throws what is wrong with it. */
  async serve(given: unknown): Promise<unknown> {
    const request = REQUEST.parse(given);
    switch (request.command) {
      case 'status':
        return { now: this.lab.clock.now(), devices: this.status() };
      case 'advance':
        this.lab.clock.advance(request.seconds * 1000);
        return { now: this.lab.clock.now() };
      case 'edit':
        this.lab.device(request.device).edit(request.lines, request.log);
        return {};
      case 'switch':
        turn(this.lab.device(request.device).switches, request.switches);
        return {};
      case 'changeHostKey':
        await this.lab.device(request.device).changeHostKey();
        return {};
      case 'editCandidate':
        this.lab.device(request.device).editCandidate(request.lines);
        return {};
      case 'powerOff':
      case 'powerOn':
        this.lab.device(request.device)[request.command]();
        return {};
      case 'reboot':
        this.lab.device(request.device).reboot(request.seconds * 1000);
        return {};
      case 'lock':
        this.unlock.set(request.device, this.lab.device(request.device).lockAs(request.user));
        return {};
      case 'unlock':
        this.unlock.get(request.device)?.();
        return {};
      case 'pullCable':
      case 'plugCable':
        this.lab.device(request.device);
        this.lab.state[request.command](request.device, request.port);
        return {};
      case 'history':
        return this.history(request.device);
      case 'configuration':
        return writeSet(this.lab.device(request.device).database.committed);
      case 'learned':
        return this.lab.learnedBy(request.server);
      case 'down':
        return {};
    }
  }

  private status(): LabDeviceStatus[] {
    return [...this.lab.devices.values()].map((device) => {
      const { pending, lockHolder, commitCount } = device.database;
      return {
        hostname: device.hostname,
        role: device.role,
        model: device.model,
        junos: device.junos,
        port: device.port,
        commits: commitCount,
        pendingMs: pending === undefined ? undefined : pending.due - this.lab.clock.now(),
        lockedBy: lockHolder?.actor.user,
        sessions: device.sessionCount,
        notEmulated: device.notEmulated,
        doubtfulValues: device.doubtfulValues,
      };
    });
  }

  private history(hostname: string): LabCommit[] {
    return this.lab.device(hostname).database.history.map((record, sequence) => ({
      sequence,
      user: record.user,
      client: record.client,
      time: record.time,
      log: record.log,
      confirmed: record.confirmedText,
    }));
  }
}

function turn(switches: Switches, changes: SwitchChanges): void {
  const known = Object.entries(changes).map(([name, value]) => [name, value ?? undefined]);
  Object.assign(switches, Object.fromEntries(known));
}
