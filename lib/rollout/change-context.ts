import { sleepUnlessAborted } from '../checks/clock';
import { FabricError } from '../model/fabric-error';
import { calledOff } from './errors';
import type { CommitLog } from './journal/commit-log';
import { commitLogLine } from './journal/commit-log';
import { describeDeviceMessage } from '../netconf/rpc-error';
import type { Connect, DeviceWarnings } from './device-session';
import type { ChangeKind, DeviceStep, RolloutEvent } from './events';
import type { Advance } from './journal/change-progress';
import { ChangeProgress } from './journal/change-progress';
import { journalFailed, journalUnwritable, systemErrorCode } from './journal/errors';
import type { Journal } from './journal/journal';
import type { JournalEntry } from './journal/journal-entry';
import { KeptConfigurations } from './journal/kept-configurations';
import type { Participant } from './participant';
import type { Problem } from './problem';
import type { Settings } from './settings';

/** Of one step of one device: nobody reads more. */
const MOST_WARNINGS = 20;

/** What a change is about. */
export interface ChangeSubject {
  readonly kind: ChangeKind;
  /** Name of the fabric. */
  readonly fabric: string;
  /** Id of the change that a rollback takes back. */
  readonly reverses?: string;
  /** Present in the second transaction of a change. */
  readonly isSecond?: true;
}

/** What every step of one change needs. */
export class ChangeContext {
  readonly problems: Problem[] = [];
  /** Devices of other fabrics that share something with those that change; they are looked at, held, and never written. */
  readonly otherHomes: Participant[] = [];
  private readonly toldWarnings = new Set<string>();
  /** The result is in the journal: nothing else is said of the change. */
  private isFinished = false;
  /** What each device had before the change. */
  readonly configurations: KeptConfigurations;

  constructor(
    readonly subject: ChangeSubject,
    readonly settings: Settings,
    readonly connect: Connect,
    private readonly journal: Journal,
    /** Where its devices stand, by what was said of it before. */
    private readonly current = new ChangeProgress(),
  ) {
    this.configurations = new KeptConfigurations(settings.stateDirectory, subject.fabric, settings.changeId);
    // The first transaction says it for both: it is there as long as the change.
    if (subject.isSecond === undefined) this.noteWhenCalledOff();
  }

  private noteWhenCalledOff(): void {
    const noteCallOff = (): void => {
      if (this.isFinished || this.journal.isClosed) return;
      this.note({ entry: 'calledOff', code: this.whyUnwanted().code });
    };
    this.settings.signal?.addEventListener('abort', noteCallOff, { once: true });
  }

  /** The same change in its second transaction, with the same journal. */
  second(): ChangeContext {
    return new ChangeContext(
      { ...this.subject, isSecond: true },
      this.settings,
      this.connect,
      this.journal,
      this.current,
    );
  }

  /** Where its devices stand. */
  get progress(): Pick<ChangeProgress, 'decidedToConfirm' | 'of'> {
    return this.current;
  }

  /** Name of the fabric. */
  get fabric(): string {
    return this.subject.fabric;
  }

  get changeId(): string {
    return this.settings.changeId;
  }

  now(): number {
    return this.settings.clock.now();
  }

  emit(event: RolloutEvent): void {
    this.settings.emit(event);
  }

  /**
   * Says what happens next where nothing may happen before that is on disk: it is asserted that it may, written down, and only
   * then true and told. When it rejects, it has not happened.
   *
   * @throws transitionForbidden; journalFailed, or journalUnwritable where nothing has happened yet
   */
  async record(entry: JournalEntry, event?: RolloutEvent): Promise<void> {
    const advance = this.current.after(entry);
    try {
      await this.journal.record(entry);
    } catch (error) {
      const isBeginning = entry.entry === 'started' || entry.entry === 'takenOver';
      throw (isBeginning ? journalUnwritable : journalFailed)(this.journal.name, systemErrorCode(error));
    }
    this.happened(advance, event);
  }

  /**
   * The same where it happens whatever becomes of the journal, for the devices are told so by then.
   *
   * @throws transitionForbidden
   */
  async recordIfPossible(entry: JournalEntry, event?: RolloutEvent): Promise<void> {
    const advance = this.current.after(entry);
    this.isFinished ||= entry.entry === 'finished';
    await this.journal.attempt(entry);
    this.happened(advance, event);
  }

  /**
   * Says what has happened. It is on disk soon, and nobody waits for that.
   *
   * @throws transitionForbidden
   */
  note(entry: JournalEntry, event?: RolloutEvent): void {
    const advance = this.current.after(entry);
    this.journal.note(entry);
    this.happened(advance, event);
  }

  private happened(advance: Advance, event: RolloutEvent | undefined): void {
    this.current.become(advance);
    if (event !== undefined) this.emit(event);
  }

  /** Notes why the change cannot go on. */
  report(problems: readonly Problem[]): void {
    for (const problem of problems) {
      this.problems.push(problem);
      const { code, hostname } = problem;
      this.note({ entry: 'problem', hostname, code }, { type: 'problem', ...problem });
    }
  }

  /** Tells what a device says of something that it did, each thing once a device: staged and committed it says the same twice. */
  deviceWarned(hostname: string, step: DeviceStep, warnings: DeviceWarnings): void {
    const news = warnings
      .map((warning) => describeDeviceMessage(warning))
      .filter((message) => isNew(this.toldWarnings, `${hostname} ${message}`));
    const shown = news.slice(0, MOST_WARNINGS);
    const hidden = news.length - shown.length;
    for (const message of hidden === 0 ? shown : [...shown, `and ${hidden} more warnings`]) {
      const said = { hostname, step, message };
      this.note({ entry: 'deviceWarning', ...said }, { type: 'deviceWarning', ...said });
    }
  }

  /** Writes down that the lock of another process was broken for this change. */
  noteBrokenLock(): void {
    const { brokenLock } = this.settings;
    if (brokenLock !== undefined) this.note({ entry: 'consent', kind: 'breakLock', reason: brokenLock });
  }

  /** The log line of a commit: what `--from-devices` and people look for in the commit history. */
  log(what: CommitLog['what'], digest?: string): string {
    const { changeId } = this;
    const { fabric, isSecond, reverses } = this.subject;
    return commitLogLine({ fabric, changeId, reverses, isSecond, what, digest, mode: this.settings.mode });
  }

  /** Whether a log line is that of a commit of this change. */
  isOurs(log: string | undefined): boolean {
    return log?.includes(`change ${this.changeId} `) ?? false;
  }

  /** @throws calledOff when the user does not want the change any more; lockLost when somebody has taken the lock */
  requireWanted(): void {
    if (this.settings.signal?.aborted === true) throw this.whyUnwanted();
  }

  private whyUnwanted(): FabricError {
    const reason: unknown = this.settings.signal?.reason;
    return FabricError.isFabricError(reason) ? reason : calledOff();
  }

  /** On the clock of the change. */
  async sleep(ms: number): Promise<void> {
    await this.settings.clock.sleep(ms);
  }

  /** The same before anything is decided: it ends as soon as the change is called off. */
  async pause(ms: number): Promise<void> {
    const { clock, signal } = this.settings;
    await sleepUnlessAborted(clock, ms, signal);
  }
}

function isNew(told: Set<string>, text: string): boolean {
  const { size } = told;
  return told.add(text).size > size;
}
