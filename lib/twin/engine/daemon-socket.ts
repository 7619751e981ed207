import { createConnection } from 'node:net';
import path from 'node:path';

/** Where a daemon of a node listens for vtysh, as seen from outside of the node's namespaces. */
function socketOf(pid: number, daemon: string): string {
  return path.join('/proc', String(pid), 'root', 'run', 'frr', `${daemon}.vty`);
}

/** A daemon ends each answer with three zero bytes and one that says how it went. */
const END = Buffer.from([0, 0, 0]);
const PATIENCE_MS = 30_000;

/**
 * Asks a daemon of a node as vtysh does, without starting vtysh, which takes longer than the answer.
 *
 * @param pid first process of the node
 * @returns one answer for each command; empty ones from where the daemon does not answer
 */
export function askDaemon(pid: number, daemon: string, commands: readonly string[]): Promise<string[]> {
  return new Promise((resolve) => {
    const answers: string[] = [];
    let received = Buffer.alloc(0);
    const socket = createConnection(socketOf(pid, daemon));
    const finish = (): void => {
      socket.destroy();
      resolve(commands.map((_, i) => answers[i] ?? ''));
    };
    const next = (): void => {
      const command = commands[answers.length];
      if (command === undefined) finish();
      else socket.write(`${command}\0`);
    };
    socket.setTimeout(PATIENCE_MS, finish);
    socket.on('connect', next);
    socket.on('error', finish);
    socket.on('close', finish);
    socket.on('data', (data) => {
      received = Buffer.concat([received, data]);
      const end = received.indexOf(END);
      if (end < 0 || received.length <= end + END.length) return;
      answers.push(received.subarray(0, end).toString('utf8'));
      received = Buffer.alloc(0);
      next();
    });
  });
}
