import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { replaceFile } from '../files/replace-file';
import { LabCommands } from './control-commands';
import { controlFile, openControl } from './control-channel';
import { Lab } from './lab';
import { readTopology } from './topology';
import type { LabTopology } from './topology';

/** Files of a lab's directory. */
export const LAB_FILES = {
  topology: 'topology.json',
  knownHosts: 'known_hosts',
  log: 'lab.log',
  privateKey: 'id_ed25519',
  publicKey: 'id_ed25519.pub',
} as const;

/** How often the process looks whether its directory is still there. */
const WATCH_MS = 500;

/**
 * Runs a lab until it is told to stop, its directory is removed or the process is told to end: what the background
 * process does. Writes `known_hosts`, and `control.json` when every device listens.
 *
 * @param topology default: `topology.json` of the directory
 * @returns when the lab has stopped
 * @throws invalidLabTopology, labConfigurationRefused
 */
export async function serveLab(directory: string, topology?: LabTopology): Promise<void> {
  const lab = await Lab.start(
    topology ?? readTopology(readFileSync(path.join(directory, LAB_FILES.topology), 'utf8')),
    {
      authorizedKeys: authorizedKeys(directory),
    },
  );
  try {
    replaceFile(path.join(directory, LAB_FILES.knownHosts), lab.knownHosts);
    await serveUntilStopped(directory, lab);
  } finally {
    await lab.stop();
  }
}

async function serveUntilStopped(directory: string, lab: Lab): Promise<void> {
  let stop: () => void = () => undefined;
  const stopped = new Promise<void>((resolve) => {
    stop = resolve;
  });
  const control = await openControl(directory, requests(lab, stop));
  watch(directory, stop);
  await stopped;
  control.close();
}

/** A changed host key is not written to `known_hosts`: whoever connects is to notice. */
function requests(lab: Lab, stop: () => void): (request: unknown) => Promise<unknown> {
  const commands = new LabCommands(lab);
  return async (request) => {
    const result = await commands.serve(request);
    if (isDown(request)) setImmediate(stop);
    return result;
  };
}

function isDown(request: unknown): boolean {
  return typeof request === 'object' && request !== null && 'command' in request && request.command === 'down';
}

function watch(directory: string, stop: () => void): void {
  const timer = setInterval(() => {
    if (existsSync(controlFile(directory))) return;
    clearInterval(timer);
    stop();
  }, WATCH_MS);
  timer.unref();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, stop);
}

function authorizedKeys(directory: string): string[] {
  const file = path.join(directory, LAB_FILES.publicKey);
  return existsSync(file) ? [readFileSync(file, 'utf8').trim()] : [];
}
