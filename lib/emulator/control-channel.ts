/** How a client reaches the background process of a lab: one line of JSON each way over a socket of this machine. */
import { randomBytes } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import type { Server, Socket, AddressInfo } from 'node:net';
import { createServer, createConnection } from 'node:net';
import path from 'node:path';
import { z } from 'zod';
import { reasonOf } from '../model/fabric-error';
import { replaceFile } from '../files/replace-file';

/** Where the control socket is and how it lets in; in `control.json` of the lab's directory. */
const CONTROL = z.object({
  pid: z.int(),
  socket: z.string().optional(),
  port: z.int().optional(),
  token: z.string(),
});

/** Content of `control.json`. */
export type Control = z.infer<typeof CONTROL>;

/** What comes back for a request. */
const ANSWER = z.union([
  z.object({ ok: z.literal(true), result: z.unknown() }),
  z.object({ ok: z.literal(false), error: z.string() }),
]);

const MESSAGE = z.object({ token: z.string(), request: z.unknown() });

/** Characters of a request or an answer; nobody may fill our memory before the token is seen. */
const LONGEST_MESSAGE = 64 * 1024 * 1024;

/** A Unix socket's path is limited to about a hundred bytes; where the directory is deeper, a loopback port serves. */
const LONGEST_SOCKET_PATH = 100;

/** The file that says that a lab runs in a directory. */
export function controlFile(directory: string): string {
  return path.join(directory, 'control.json');
}

/** Reads it; undefined when no lab says it runs there. */
export function readControl(directory: string): Control | undefined {
  const parsed = CONTROL.safeParse(jsonIn(controlFile(directory)));
  return parsed.success ? parsed.data : undefined;
}

/** Undefined where there is no such file, or one that somebody has cut off. */
function jsonIn(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Serves requests until closed. Writes `control.json` when it listens. */
export async function openControl(
  directory: string,
  serve: (request: unknown) => Promise<unknown>,
): Promise<{ close(): void }> {
  const token = randomBytes(24).toString('hex');
  const server = createServer((socket) => {
    receive(socket, (line) => answer(line, token, serve));
  });
  const socket = path.join(directory, 'control.sock');
  const fits = Buffer.byteLength(socket) <= LONGEST_SOCKET_PATH;
  rmSync(socket, { force: true });
  await listen(server, fits ? { path: socket } : { port: 0, host: '127.0.0.1' });
  const where = fits ? { socket } : { port: (server.address() as AddressInfo).port };
  replaceFile(controlFile(directory), JSON.stringify({ pid: process.pid, token, ...where }), { mode: 0o600 });
  return {
    close: () => {
      server.close();
      rmSync(controlFile(directory), { force: true });
    },
  };
}

/** Sends one request; throws what the lab answers, or that nobody answers. */
export async function ask(control: Control, request: unknown): Promise<unknown> {
  const socket = control.socket === undefined ? connect(control.port ?? 0) : createConnection(control.socket);
  const reply = new Promise<string>((resolve, reject) => {
    socket.once('error', reject);
    socket.once('close', () => {
      reject(new Error('the lab closed the connection'));
    });
    receive(socket, (line) => {
      resolve(line);
      return Promise.resolve('');
    });
  });
  socket.write(`${JSON.stringify({ token: control.token, request })}\n`);
  try {
    const parsed = ANSWER.parse(JSON.parse(await reply));
    if (parsed.ok) return parsed.result;
    throw new Error(parsed.error);
  } finally {
    socket.destroy();
  }
}

function connect(port: number): Socket {
  return createConnection({ port, host: '127.0.0.1' });
}

function listen(server: Server, where: { path: string } | { port: number; host: string }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(where, resolve);
  });
}

/** Calls back with the first line; its answer is written and ends the connection. */
function receive(socket: Socket, line: (text: string) => Promise<string>): void {
  let text = '';
  socket.setEncoding('utf8');
  socket.on('error', () => undefined);
  socket.on('data', (part: string) => {
    const before = text.includes('\n');
    text += part;
    if (text.length > LONGEST_MESSAGE) socket.destroy();
    const end = text.indexOf('\n');
    if (before || end < 0) return;
    void line(text.slice(0, end)).then((reply) => {
      if (reply !== '') socket.end(reply);
    });
  });
}

async function answer(line: string, token: string, serve: (request: unknown) => Promise<unknown>): Promise<string> {
  try {
    const message = MESSAGE.parse(JSON.parse(line));
    if (message.token !== token) throw new Error('the token is not that of this lab');
    return `${JSON.stringify({ ok: true, result: await serve(message.request) })}\n`;
  } catch (error) {
    return `${JSON.stringify({ ok: false, error: reasonOf(error) })}\n`;
  }
}
