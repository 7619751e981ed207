/** The RPCs of Junos as text. Elements carry no namespace of their own, as every known client sends them. */
import { confirmTimeoutOutOfRange, notAnRpcName, rollbackOutOfRange } from './errors';
import { Configuration } from '../junos/tree/configuration';
import { escapeXmlText } from '../junos/formats/xml';
import { writeXml } from '../junos/formats/xml-writer';

/** What is loaded into the candidate, and how. */
export interface LoadConfigurationArguments {
  /** `set` goes with format `set`, the others with `text` and `xml`. */
  readonly action: 'merge' | 'replace' | 'override' | 'set';
  readonly format: 'set' | 'text' | 'xml';
  /** For `xml`, the whole `<configuration>` element. */
  readonly content: string;
}

/** What a commit may carry. */
export interface CommitOptions {
  /** Log line of the commit, seen in `show system commit`. */
  readonly log?: string;
  /**
   * Commit on every routing engine.
   * @default - as the session was opened, else where the device has said that it has several
   */
  readonly synchronize?: boolean;
}

/** A commit that the device undoes unless it is confirmed. */
export interface ConfirmedCommitOptions extends CommitOptions {
  /** Whole minutes until the device rolls back, 1 to 65535. */
  readonly minutes: number;
}

/** Which configuration is read, and how much of it. */
export interface ConfigurationRequest {
  readonly database: 'candidate' | 'committed';
  /**
   * With what groups and interface ranges bring, each statement naming its group.
   * @default false
   */
  readonly inherit?: boolean;
  /**
   * Words of the one path that is wanted, for example `['groups', 'dc1']`.
   * @default - everything
   */
  readonly filter?: readonly string[];
  /**
   * What the reader does with explicit statements that the schema table does not know; those of groups are always kept.
   * @default - they are passed over
   */
  readonly unknown?: 'keep';
}

/** Arguments of an operational RPC: `true` for a flag such as `terse`. */
export type RpcArguments = Readonly<Record<string, string | true>>;

const LAST_ROLLBACK = 49;
const LONGEST_CONFIRM_TIMEOUT = 65535;

export const LOCK = '<lock-configuration/>';
export const UNLOCK = '<unlock-configuration/>';
export const DISCARD = '<discard-changes/>';
/** Also what the schema table does not know. */
export const COMMITTED_TEXT = '<get-configuration database="committed" format="text"/>';
export const CANDIDATE_TEXT = '<get-configuration database="candidate" format="text"/>';
export const COMPARE = '<get-configuration compare="rollback" rollback="0" format="text"/>';
export const COMMIT_CHECK = '<commit-configuration><check/></commit-configuration>';
export const COMMIT_HISTORY = '<get-commit-information/>';
export const DATABASE_STATUS = '<get-database-status-information/>';
export const UPTIME = '<get-system-uptime-information/>';
export const SOFTWARE_INFORMATION = '<get-software-information/>';
export const SYSTEM_INFORMATION = '<get-system-information/>';

/** `load-configuration` with content. */
export function loadConfiguration({ action, format, content }: LoadConfigurationArguments): string {
  const body = {
    set: () => `<configuration-set>${escapeXmlText(content)}</configuration-set>`,
    text: () => `<configuration-text>${escapeXmlText(content)}</configuration-text>`,
    xml: () => content,
  }[format]();
  const wireFormat = format === 'set' ? 'text' : format;
  return `<load-configuration action="${action}" format="${wireFormat}">${body}</load-configuration>`;
}

/** `load-configuration` of an earlier configuration. @throws rollbackOutOfRange */
export function loadRollback(number: number): string {
  if (!Number.isInteger(number) || number < 0 || number > LAST_ROLLBACK) throw rollbackOutOfRange(number);
  return `<load-configuration rollback="${number}"/>`;
}

/** `commit-configuration`. */
export function commitConfiguration({ log, synchronize }: CommitOptions): string {
  return commit([logElement(log), synchronizeElement(synchronize)]);
}

/**
 * `commit-configuration` with `confirmed`. It is Junos' own RPC, whose timeout is in minutes; the standard `commit`
 * counts seconds and has rolled back at once in the field.
 *
 * @throws confirmTimeoutOutOfRange
 */
export function commitConfirmedConfiguration({ log, minutes, synchronize }: ConfirmedCommitOptions): string {
  if (!Number.isInteger(minutes) || minutes < 1 || minutes > LONGEST_CONFIRM_TIMEOUT) {
    throw confirmTimeoutOutOfRange(minutes);
  }
  const confirmed = `<confirmed/><confirm-timeout>${minutes}</confirm-timeout>`;
  return commit([logElement(log), synchronizeElement(synchronize), confirmed]);
}

function commit(elements: readonly string[]): string {
  return `<commit-configuration>${elements.join('')}</commit-configuration>`;
}

/** Junos keeps a log on one line. */
function logElement(log: string | undefined): string {
  return log === undefined ? '' : `<log>${escapeXmlText(log.replace(/\s+/g, ' ').trim())}</log>`;
}

function synchronizeElement(synchronize: boolean | undefined): string {
  return synchronize === true ? '<synchronize/>' : '';
}

/** `get-configuration` as XML. @throws unknownStatement, missingStatementWord for a filter that is no path */
export function getConfiguration({ database, inherit, filter }: ConfigurationRequest): string {
  const inheritance = inherit === true ? ' inherit="inherit" groups="groups" interface-ranges="interface-ranges"' : '';
  return `<get-configuration database="${database}" format="xml"${inheritance}>${subtree(filter)}</get-configuration>`;
}

/** The path as the tree that ends in it, which is how Junos takes a filter. */
function subtree(filter: readonly string[] | undefined): string {
  if (filter === undefined || filter.length === 0) return '';
  const [name, ...rest] = filter;
  if (name !== undefined && rest.length === 0) {
    // Throws for a name that no configuration has.
    new Configuration().has(name);
    return `<configuration><${name}/></configuration>`;
  }
  const path = new Configuration();
  path.set(...filter);
  return writeXml(path);
}

/** An operational RPC. @throws notAnRpcName */
export function operationalRpc(name: string, args: RpcArguments): string {
  const elements = Object.entries(args).map(([argument, value]) => {
    requireRpcName(argument);
    return value === true ? `<${argument}/>` : `<${argument}>${escapeXmlText(value)}</${argument}>`;
  });
  requireRpcName(name);
  return elements.length === 0 ? `<${name}/>` : `<${name}>${elements.join('')}</${name}>`;
}

function requireRpcName(name: string): void {
  if (!/^[a-z][a-z0-9-]*$/.test(name)) throw notAnRpcName(name);
}
