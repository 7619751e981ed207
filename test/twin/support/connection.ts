import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Twin } from '../../../lib/twin/engine/twin';

/** Where a process of a test runs. */
export interface Place {
  readonly node: string;
  readonly vrf?: string;
}

/** Echoes whatever it is sent. */
const ECHO = `
const [address, port] = process.argv.slice(2);
require('node:net').createServer((socket) => socket.on('error', () => socket.destroy()).pipe(socket)).listen(Number(port), address);
`;

/**
 * Sends one number after the other over one connection, and keeps in a file what has come back. Opening it is tried
 * until it succeeds: while neighbors are resolved anew, a kernel calls a host unreachable that is there.
 */
const COUNT = `
const [file, host, port, from] = process.argv.slice(2);
const fs = require('node:fs');
const seen = { from: '', sent: 0, echoed: 0, refused: '', end: '' };
const keep = () => { fs.writeFileSync(file + '.new', JSON.stringify(seen)); fs.renameSync(file + '.new', file); };
const count = (socket) => {
  let rest = '';
  seen.from = socket.localAddress;
  socket.setNoDelay(true);
  setInterval(() => { socket.write(++seen.sent + '\\n'); keep(); }, 50);
  socket.on('data', (text) => {
    const lines = (rest + text).split('\\n');
    rest = lines.pop();
    if (lines.length > 0) seen.echoed = Number(lines[lines.length - 1]);
    keep();
  });
  socket.on('error', (error) => { seen.end = error.message; keep(); });
  socket.on('close', () => { seen.end ||= 'closed'; keep(); process.exit(); });
};
const open = () => {
  const socket = require('node:net').connect({ host, port: Number(port), ...(from && { localAddress: from }) });
  const again = (error) => { seen.refused = error.message; keep(); setTimeout(open, 200); };
  socket.once('error', again);
  socket.once('connect', () => { socket.off('error', again); count(socket); });
};
open();
`;

interface Seen {
  /** Address that the connection comes from. */
  readonly from: string;
  readonly sent: number;
  readonly echoed: number;
  /** Why it could not be opened the last time; empty where it never failed. */
  readonly refused: string;
  /** Why it ended; empty while it lives. */
  readonly end: string;
}

/** One TCP connection between two nodes of a twin, which is used all the time. */
export class Connection {
  /** Opens it, and returns when it is used. @param options.from - address to come from; default: the kernel's choice */
  static async open(
    twin: Twin,
    client: Place,
    server: Place & { readonly address: string },
    options: { readonly name: string; readonly directory: string; readonly port: number; readonly from?: string },
  ): Promise<Connection> {
    const { directory, from = '', name, port } = options;
    writeFileSync(join(directory, 'echo.cjs'), ECHO);
    writeFileSync(join(directory, 'count.cjs'), COUNT);
    const file = join(directory, `${name}.json`);
    await start(twin, server, `${join(directory, 'echo.cjs')} ${server.address} ${port}`);
    const connection = new Connection(twin, name, file);
    await twin.waitUntil(`${name} to listen`, async () => {
      const listening = await twin.run(server.node, inside(server, `ss -Htln "sport = :${port}"`));
      return listening === '' ? 'nothing' : undefined;
    });
    await start(twin, client, `${join(directory, 'count.cjs')} ${file} ${server.address} ${port} ${from}`);
    await twin.waitUntil(`${name} to be open`, async () => {
      await twin.repair();
      const { echoed, end, refused } = connection.seen;
      return echoed > 0 ? undefined : `${echoed} ${end || refused}`;
    });
    return connection;
  }

  private constructor(
    private readonly twin: Twin,
    private readonly name: string,
    private readonly file: string,
  ) {}

  /** Address that it comes from. */
  get from(): string {
    return this.seen.from;
  }

  /** Until something that is sent from now on has come back. The twin puts back what FRR's bug loses on the way. */
  async isAlive(): Promise<void> {
    const { sent } = this.seen;
    await this.twin.waitUntil(`${this.name} to go on`, async () => {
      await this.twin.repair();
      const { echoed, end } = this.seen;
      if (end !== '') return end;
      return echoed > sent ? undefined : `${echoed} of ${this.seen.sent} came back`;
    });
  }

  /** How many numbers are sent and have not come back. */
  get missing(): number {
    const { echoed, sent } = this.seen;
    return sent - echoed;
  }

  private get seen(): Seen {
    try {
      return JSON.parse(readFileSync(this.file, 'utf8')) as Seen;
    } catch {
      return { from: '', sent: 0, echoed: 0, refused: '', end: '' };
    }
  }
}

function inside({ vrf }: Place, command: string): string {
  return vrf === undefined ? command : `ip netns exec ${vrf} ${command}`;
}

async function start(twin: Twin, place: Place, script: string): Promise<void> {
  await twin.run(place.node, inside(place, `${process.execPath} ${script} > /dev/null 2>&1 < /dev/null &`));
}
