/** A lab in a background process: started, asked and stopped from any other process, by its directory. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { labAlreadyRunning, labCommandFailed, labDidNotStart, labDirectoryTaken, labNotRunning } from './errors';
import { replaceFile } from '../files/replace-file';
import { reasonOf } from '../model/fabric-error';
import { childEnvironment } from '../secrets/child-environment';
import { ask, controlFile, readControl } from './control-channel';
import type { LabCommit, LabDeviceStatus, LabRequest, SwitchChanges } from './control-commands';
import type { ServerRoute } from './lab';
import { LAB_FILES } from './lab-server';
import { generateKeyPair } from './ssh/host-key';
import type { LabTopology } from './topology';
import { DEFAULT_LAB_USERS, parseTopology, readTopology } from './topology';

/** A lab that runs. */
export interface LabStatus {
  readonly directory: string;
  /** Of the background process. */
  readonly pid: number;
  /** Epoch milliseconds of the lab's time. */
  readonly now: number;
  readonly devices: readonly LabDeviceStatus[];
  /** Path of the `known_hosts` file. */
  readonly knownHosts: string;
  /** Path of a private key that every user of the lab may log in with. */
  readonly privateKey: string;
}

/** How `up` starts the background process. */
export interface UpOptions {
  /** Program and arguments; the lab's directory is appended. It must call `serveLab` with that directory. */
  readonly command: readonly [program: string, ...args: string[]];
  /** Default 30 seconds. */
  readonly timeoutMs?: number;
}

const DEFAULT_TIMEOUT_MS = 30_000;
const POLL_MS = 20;
const DOWN_POLLS = 500;

/**
 * Starts a lab in the background and returns when all its devices listen.
 *
 * @throws invalidLabTopology, labAlreadyRunning, labDirectoryTaken, labDidNotStart with what the process said
 */
export async function up(directory: string, topology: LabTopology, options: UpOptions): Promise<LabStatus> {
  const checked = parseTopology(topology);
  const home = path.resolve(directory);
  mkdirSync(home, { recursive: true });
  if ((await runningStatus(home)) !== undefined) throw labAlreadyRunning(home);
  takeDirectory(home);
  rmSync(controlFile(home), { force: true });
  // Servers may have the keys of a real fabric.
  replaceFile(path.join(home, LAB_FILES.topology), `${JSON.stringify(checked, undefined, 2)}\n`, { mode: 0o600 });
  writeClientKey(home);
  const child = start(home, options.command);
  try {
    return await ready(home, child, options.timeoutMs ?? DEFAULT_TIMEOUT_MS);
  } catch (error) {
    child.kill();
    throw error;
  }
}

/** What runs in a directory. @throws labNotRunning */
export async function status(directory: string): Promise<LabStatus> {
  const found = await runningStatus(path.resolve(directory));
  if (found === undefined) throw labNotRunning(directory);
  return found;
}

/** Who logs in to the devices of a lab with its key: the first user of its topology. */
export function labLogin(directory: string): string {
  const text = readFileSync(path.join(path.resolve(directory), LAB_FILES.topology), 'utf8');
  const [user] = readTopology(text).users ?? DEFAULT_LAB_USERS;
  return user?.name ?? '';
}

/** Moves the lab's time forward; timers that are due on the way fire. Returns the new time in epoch milliseconds. */
export async function advance(directory: string, seconds: number): Promise<number> {
  const { now } = (await request(directory, { command: 'advance', seconds })) as { now: number };
  return now;
}

/** A human edits a device at its CLI and commits, as user `admin`. */
export async function edit(directory: string, device: string, lines: string, log?: string): Promise<void> {
  await request(directory, { command: 'edit', device, lines, log });
}

/** Turns switches of a device; `null` turns one off. */
export async function setSwitches(directory: string, device: string, switches: SwitchChanges): Promise<void> {
  await request(directory, { command: 'switch', device, switches });
}

/** Gives a device another host key; `known_hosts` keeps the old one. */
export async function changeHostKey(directory: string, device: string): Promise<void> {
  await request(directory, { command: 'changeHostKey', device });
}

/** Somebody takes the exclusive lock of a device. */
export async function lockDevice(directory: string, device: string, user: string): Promise<void> {
  await request(directory, { command: 'lock', device, user });
}

/** Gives back what `lock` took. */
export async function unlockDevice(directory: string, device: string): Promise<void> {
  await request(directory, { command: 'unlock', device });
}

/** Pulls the cable of a port. */
export async function pullCable(directory: string, device: string, port: string): Promise<void> {
  await request(directory, { command: 'pullCable', device, port });
}

/** Puts it back. */
export async function plugCable(directory: string, device: string, port: string): Promise<void> {
  await request(directory, { command: 'plugCable', device, port });
}

/** Commits of a device, the newest first. */
export async function history(directory: string, device: string): Promise<readonly LabCommit[]> {
  return (await request(directory, { command: 'history', device })) as readonly LabCommit[];
}

/** What a device has committed, as set lines. */
export async function committedLines(directory: string, device: string): Promise<string> {
  return (await request(directory, { command: 'configuration', device })) as string;
}

/** What a server has learned. */
export async function learnedBy(directory: string, server: string): Promise<readonly ServerRoute[]> {
  return (await request(directory, { command: 'learned', server })) as readonly ServerRoute[];
}

/** Stops the lab of a directory and returns when its process is gone. @throws labNotRunning */
export async function down(directory: string): Promise<void> {
  const { pid } = await status(directory);
  await request(directory, { command: 'down' });
  for (let polls = 0; polls < DOWN_POLLS && isAlive(pid); polls += 1) await delay(POLL_MS);
}

async function request(directory: string, what: LabRequest): Promise<unknown> {
  const control = readControl(path.resolve(directory));
  if (control === undefined || !isAlive(control.pid)) throw labNotRunning(directory);
  try {
    return await ask(control, what);
  } catch (error) {
    throw labCommandFailed(what.command, reasonOf(error));
  }
}

async function runningStatus(home: string): Promise<LabStatus | undefined> {
  const control = readControl(home);
  if (control === undefined || !isAlive(control.pid)) return undefined;
  try {
    const found = (await ask(control, { command: 'status' })) as Pick<LabStatus, 'now' | 'devices'>;
    return {
      directory: home,
      pid: control.pid,
      ...found,
      knownHosts: path.join(home, LAB_FILES.knownHosts),
      privateKey: path.join(home, LAB_FILES.privateKey),
    };
  } catch {
    return undefined;
  }
}

/**
 * The log is the first file of a lab and stays when it ends: where there is none, known host keys and a topology are
 * somebody else's.
 *
 * @throws labDirectoryTaken
 */
function takeDirectory(home: string): void {
  const log = path.join(home, LAB_FILES.log);
  if (existsSync(log)) return;
  const foreign = [LAB_FILES.knownHosts, LAB_FILES.topology].filter((name) => existsSync(path.join(home, name)));
  if (foreign.length > 0) throw labDirectoryTaken(home, foreign);
  writeFileSync(log, '');
}

/** A key pair for clients, made once for a directory. */
function writeClientKey(home: string): void {
  const file = path.join(home, LAB_FILES.privateKey);
  if (existsSync(file)) return;
  const pair = generateKeyPair();
  writeFileSync(file, pair.privateKey, { mode: 0o600 });
  writeFileSync(path.join(home, LAB_FILES.publicKey), `${pair.publicKey}\n`);
}

function start(home: string, [program, ...args]: UpOptions['command']): ChildProcess {
  const log = openSync(path.join(home, LAB_FILES.log), 'w');
  try {
    const child = spawn(program, [...args, home], {
      detached: true,
      env: childEnvironment(process.env, ['NODE_OPTIONS']),
      stdio: ['ignore', log, log],
    });
    child.unref();
    return child;
  } finally {
    closeSync(log);
  }
}

async function ready(home: string, child: ChildProcess, timeoutMs: number): Promise<LabStatus> {
  let ended: string | undefined;
  child.once('error', (error) => {
    ended = error.message;
  });
  child.once('exit', (code, signal) => {
    ended = `its process ended with ${signal ?? `exit code ${code ?? 0}`}`;
  });
  const deadline = performance.now() + timeoutMs;
  while (performance.now() < deadline) {
    const found = await runningStatus(home);
    if (found !== undefined) return found;
    if (ended !== undefined) throw labDidNotStart(ended, readLog(home));
    await delay(POLL_MS);
  }
  throw labDidNotStart(`its devices did not listen within ${timeoutMs / 1000} seconds`, readLog(home));
}

function readLog(home: string): string {
  return readFileSync(path.join(home, LAB_FILES.log), 'utf8');
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
