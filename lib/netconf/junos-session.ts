import * as rpcs from './junos-rpcs';
import { FabricError } from '../model/fabric-error';
import type { LockHolderText } from './errors';
import { checkWouldConfirm, commitUnproven, lockRequired, replyIncomplete } from './errors';
import { Configuration } from '../junos/tree/configuration';
import { descendants, child, textOf } from '../junos/formats/xml';
import { readXml } from '../junos/formats/xml-reader';
import { concealInText } from '../secrets/concealed';
import { EncodedForms } from '../secrets/encoded-forms';
import type { CommitRecord, PendingCommit } from './commit-history';
import { pendingCommitOf, readClock, readCommitHistory } from './commit-history';
import { readLockHolder } from './database-status';
import type { DeviceAccess } from './device-access';
import { COMMIT_TIMEOUT_MS } from './device-access';
import type { DeviceFacts, PartialFacts } from './device-facts';
import { readSoftwareInformation, readSystemInformation } from './device-facts';
import type {
  CommitOptions,
  ConfigurationRequest,
  ConfirmedCommitOptions,
  LoadConfigurationArguments,
  RpcArguments,
} from './junos-rpcs';
import type { ConnectOptions, NetconfSession, RpcReply } from './netconf-session';
import { connect } from './netconf-session';
import type { DeviceMessage } from './rpc-error';
import { isDeviceRefusal } from './rpc-error';
import type { XmlElement } from '../junos/formats/xml';

/** How a session with a Junos device is opened. */
export interface JunosSessionOptions extends ConnectOptions {
  /**
   * Whether commits are made on every routing engine.
   * @default - where `facts()` has found several
   */
  readonly synchronize?: boolean;
}

/**
 * A session with one Junos device.
 *
 * Changing methods need the lock, because the candidate is shared: whoever loads or discards without it changes other
 * people's work. What is loaded and not committed is gone when the lock is given up or the session ends.
 *
 * Secrets do not leave it: what is read has them concealed (`lib/secrets/vault`), so that one secret is one word however the
 * device encodes it, and what is loaded gets them back on its way.
 *
 * Every method rejects with `deviceRefused` when the device answers with an error, and with the errors of
 * `NetconfSession.rpc` when there is no answer.
 */
export class JunosSession {
  /** Connects, checks the host key and logs in. */
  static async open(access: DeviceAccess, options: JunosSessionOptions = {}): Promise<JunosSession> {
    return new JunosSession(access, await connect(access, options), options.synchronize);
  }

  readonly hostname: string;
  private isLocked = false;
  private isLost = false;
  /** Whether this session has made a confirmed commit that it has not confirmed. */
  private hasPendingCommit = false;
  private hasSeveralRoutingEngines = false;
  private readonly secrets = new EncodedForms();

  private constructor(
    private readonly access: DeviceAccess,
    private readonly session: NetconfSession,
    private readonly synchronize: boolean | undefined,
  ) {
    this.hostname = access.hostname;
    void session.lost.then(() => {
      this.isLost = true;
    });
  }

  /** Resolves with the reason when the session is lost; see `NetconfSession.lost`. */
  get lost(): Promise<FabricError> {
    return this.session.lost;
  }

  /** Number the device gave the session. */
  get sessionId(): string {
    return this.session.sessionId;
  }

  /** Whether this session holds the configuration lock. */
  get holdsLock(): boolean {
    return this.isLocked && !this.isLost;
  }

  /** Locks the candidate. @throws configurationLocked (with its holder), candidateModified */
  async lock(): Promise<void> {
    await this.session.rpc(rpcs.LOCK);
    this.isLocked = true;
  }

  /** Gives the lock back; what was loaded and not committed is discarded. @throws lockRequired */
  async unlock(): Promise<void> {
    this.requireLock('unlock-configuration');
    await this.session.rpc(rpcs.UNLOCK);
    this.isLocked = false;
  }

  /** Loads into the candidate. Gives the device's warnings back. @throws lockRequired */
  async load(request: LoadConfigurationArguments): Promise<readonly DeviceMessage[]> {
    this.requireLock('load-configuration');
    const content = this.secrets.reveal(request.content, request.format);
    return (await this.session.rpc(rpcs.loadConfiguration({ ...request, content }))).warnings;
  }

  /**
   * Loads rollback 0 (what is in force) to 49 into the candidate; a commit must follow. Gives the device's warnings back.
   *
   * @throws lockRequired
   */
  async rollback(number: number): Promise<readonly DeviceMessage[]> {
    this.requireLock('load-configuration');
    return (await this.session.rpc(rpcs.loadRollback(number))).warnings;
  }

  /** Throws the candidate's changes away, only while this session holds the lock. @throws lockRequired */
  async discard(): Promise<void> {
    this.requireLock('discard-changes');
    await this.session.rpc(rpcs.DISCARD);
  }

  /** What a commit would change, as `show | compare` prints it; empty when nothing. */
  async compare(): Promise<string> {
    const [output] = descendants(await this.session.rpc(rpcs.COMPARE), 'configuration-output');
    if (output === undefined) throw replyIncomplete(this.hostname, 'get-configuration', 'configuration-output');
    return output.text.trim() === '' ? '' : `${concealInText(output.text.replace(/^\n/, '').trimEnd())}\n`;
  }

  /**
   * Whether the device would take the candidate. Gives its warnings back.
   *
   * A check confirms a pending commit, so it is refused while this session has one; that nobody else has one is for the
   * caller to ask first (`pendingCommit`).
   *
   * @throws lockRequired, checkWouldConfirm, commitUnproven
   */
  async commitCheck(): Promise<readonly DeviceMessage[]> {
    this.requireLock('commit-configuration');
    if (this.hasPendingCommit) throw checkWouldConfirm(this.hostname);
    return this.commitWith(rpcs.COMMIT_CHECK, 'commit-check-success');
  }

  /**
   * Commits, to be undone by the device after so many minutes unless `commit` follows. Gives its warnings back.
   *
   * @throws lockRequired, confirmTimeoutOutOfRange, commitUnproven
   */
  async commitConfirmed(options: ConfirmedCommitOptions): Promise<readonly DeviceMessage[]> {
    this.requireLock('commit-configuration');
    const xml = rpcs.commitConfirmedConfiguration({ ...options, synchronize: this.synchronizes(options) });
    const hadPendingCommit = this.hasPendingCommit;
    // Also when the reply is lost or unclear, a commit may be pending.
    this.hasPendingCommit = true;
    try {
      return await this.commitWith(xml, 'commit-success');
    } catch (error) {
      if (FabricError.isFabricError(error) && isDeviceRefusal(error)) this.hasPendingCommit = hadPendingCommit;
      throw error;
    }
  }

  /**
   * Commits the candidate for good; a pending commit is confirmed by it. Gives the device's warnings back.
   *
   * @throws lockRequired, commitUnproven
   */
  async commit(options: CommitOptions = {}): Promise<readonly DeviceMessage[]> {
    this.requireLock('commit-configuration');
    const xml = rpcs.commitConfiguration({ ...options, synchronize: this.synchronizes(options) });
    const warnings = await this.commitWith(xml, 'commit-success');
    this.hasPendingCommit = false;
    return warnings;
  }

  /** The configuration, or the part of it that the filter names; empty where nothing stands there. */
  async configuration(request: ConfigurationRequest): Promise<Configuration> {
    const [element] = descendants(await this.session.rpc(rpcs.getConfiguration(request)), 'configuration');
    return element === undefined
      ? new Configuration()
      : this.secrets.conceal(readXml(element, { unknown: request.unknown ?? 'keepInGroups' }));
  }

  /** What `show configuration` prints, or `show` of the candidate, with the secrets as the device has encoded them. */
  async configurationText(database: 'committed' | 'candidate' = 'committed'): Promise<string> {
    const rpc = database === 'committed' ? rpcs.COMMITTED_TEXT : rpcs.CANDIDATE_TEXT;
    const [element] = descendants(await this.session.rpc(rpc), 'configuration-text');
    if (element === undefined) throw replyIncomplete(this.hostname, 'get-configuration', 'configuration-text');
    return element.text.trimStart();
  }

  /** `show system commit`, the newest first. */
  async commitHistory(): Promise<CommitRecord[]> {
    return readCommitHistory(await this.session.rpc(rpcs.COMMIT_HISTORY));
  }

  /** The confirmed commit that nobody has confirmed, whoever made it; undefined when there is none. */
  async pendingCommit(): Promise<PendingCommit | undefined> {
    const [newest] = await this.commitHistory();
    if (newest?.isPending !== true) {
      this.hasPendingCommit = false;
      return undefined;
    }
    return pendingCommitOf(newest, readClock(await this.session.rpc(rpcs.UPTIME)));
  }

  /**
   * Who holds the configuration lock, this session too; undefined where nobody does, or the device does not tell. Takes none.
   */
  async lockHolder(): Promise<LockHolderText | undefined> {
    try {
      return readLockHolder(await this.session.rpc(rpcs.DATABASE_STATUS));
    } catch (error) {
      if (FabricError.isFabricError(error) && isDeviceRefusal(error)) return undefined;
      throw error;
    }
  }

  /** What the device says it is. @throws replyIncomplete */
  async facts(): Promise<DeviceFacts> {
    const software = readSoftwareInformation(await this.session.rpc(rpcs.SOFTWARE_INFORMATION));
    const { routingEngines } = software;
    this.hasSeveralRoutingEngines = routingEngines > 1;
    const isComplete = [software.hostname, software.model, software.junos].every((fact) => fact !== undefined);
    const system: PartialFacts = isComplete
      ? {}
      : readSystemInformation(await this.session.rpc(rpcs.SYSTEM_INFORMATION));
    return {
      hostname: this.fact('host name', software.hostname, system.hostname),
      model: this.fact('model', software.model, system.model),
      junos: this.fact('release', software.junos, system.junos),
      routingEngines,
    };
  }

  /** Sends an operational RPC and gives the `<rpc-reply>` back. @throws notAnRpcName */
  async operational(rpcName: string, args: RpcArguments = {}): Promise<RpcReply> {
    return this.session.rpc(rpcs.operationalRpc(rpcName, args));
  }

  /** Ends the session; the device gives its lock free and discards what was not committed. Never rejects. */
  async close(): Promise<void> {
    this.isLocked = false;
    await this.session.close();
  }

  /** Ends the session at once, without a word to the device. */
  abort(): void {
    this.isLocked = false;
    this.session.abort();
  }

  private async commitWith(xml: string, verdict: CommitVerdict): Promise<readonly DeviceMessage[]> {
    const reply = await this.session.rpc(xml, this.access.commitTimeoutMs ?? COMMIT_TIMEOUT_MS);
    const doubt = commitDoubt(reply, verdict);
    if (doubt !== undefined) throw commitUnproven(this.hostname, 'commit-configuration', doubt);
    return reply.warnings;
  }

  private synchronizes(options: CommitOptions): boolean {
    return options.synchronize ?? this.synchronize ?? this.hasSeveralRoutingEngines;
  }

  /** Of a lost session the RPC itself says that it is lost: the lock went with it. */
  private requireLock(rpc: string): void {
    if (!this.isLocked) throw lockRequired(this.hostname, rpc);
  }

  private fact(name: string, ...candidates: readonly (string | undefined)[]): string {
    const found = candidates.find((one) => one !== undefined && one !== '');
    if (found === undefined) throw replyIncomplete(this.hostname, 'get-software-information', name);
    return found;
  }
}

/** What a commit reply has to say of every routing engine. */
export type CommitVerdict = 'commit-success' | 'commit-check-success';

/**
 * Why a commit reply without errors still proves nothing, or undefined when it does prove success.
 *
 * Where routing engines are named, each of them must report success (a synchronized commit names one twice: checked,
 * then committed). Where none is named, `<ok/>` is all that the device says, as with `rfc-compliant`.
 */
export function commitDoubt(reply: XmlElement, verdict: CommitVerdict): string | undefined {
  const engines = descendants(reply, 'routing-engine');
  if (engines.length === 0) {
    const isSaid = [verdict, 'ok'].some((name) => descendants(reply, name).length > 0);
    return isSaid ? undefined : `it does not say <${verdict}/> or <ok/>`;
  }
  const silent = engines.map((engine) => nameOf(engine)).filter((name) => !succeeds(engines, name, verdict));
  const names = [...new Set(silent)];
  return names.length === 0 ? undefined : `it does not say <${verdict}/> for ${names.join(' and ')}`;
}

function succeeds(engines: readonly XmlElement[], name: string, verdict: CommitVerdict): boolean {
  return engines.some((engine) => nameOf(engine) === name && child(engine, verdict) !== undefined);
}

function nameOf(engine: XmlElement): string {
  return textOf(engine, 'name') ?? 'a routing engine';
}
