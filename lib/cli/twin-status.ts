import type { FabricIntent } from '../intent/fabric-intent';
import type { TwinSession } from '../twin/engine/observe';
import type { Twin } from '../twin/engine/twin';
import { describeTwinFailure } from '../twin/engine/failures';
import { expectedNextHops } from '../twin/verify/forwarding';
import { duration } from './duration';
import type { Host, TextSink } from './host';
import type { Palette } from './palette';
import { paletteFor } from './palette';
import { table } from './table';
import { jsonText } from '../text/json-text';

/** What is seen of a twin at one moment. */
interface Snapshot {
  readonly nodes: readonly {
    readonly name: string;
    readonly role: string;
    readonly sessions: readonly TwinSession[];
  }[];
  readonly paths: readonly PathCount[];
  readonly broken: readonly string[];
}

interface PathCount {
  readonly node: string;
  readonly vrf: string;
  readonly prefix: string;
  readonly nextHops: readonly string[];
  readonly expected: number;
}

const BETWEEN_MS = 1000;

/** Sessions and paths, once. */
export async function twinStatus(
  twin: Twin,
  fabric: FabricIntent | undefined,
  palette: Palette,
  json: boolean,
): Promise<string> {
  const seen = await snapshot(twin, fabric);
  return json ? `${jsonText(seen, 2)}\n` : describe(seen, palette);
}

/** Until a signal comes: redrawn in place on a terminal, elsewhere printed when something changes. */
export async function watchTwin(
  twin: Twin,
  fabric: FabricIntent | undefined,
  host: Host,
  json: boolean,
): Promise<void> {
  const palette = paletteFor(host.stdout, host);
  const started = host.now();
  const interruption = interrupted(host);
  let last = '';
  let drawn = 0;
  while (!interruption.happened()) {
    const seen = await snapshot(twin, fabric);
    const text = json ? `${jsonText(seen)}\n` : describe(seen, palette);
    if (host.stdout.isTerminal && !json) {
      drawn = redraw(host.stdout, `${palette.strong(duration(host.now() - started))}\n${text}`, drawn);
    } else if (text !== last) host.stdout.write(text);
    last = text;
    await interruption.orAfter(BETWEEN_MS);
  }
  interruption.forget();
}

function interrupted(host: Host) {
  let happened = false;
  let wake = (): void => undefined;
  const forget = host.onStopRequest(() => {
    happened = true;
    wake();
  });
  return {
    happened: () => happened,
    forget,
    orAfter: (ms: number) =>
      new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, happened ? 0 : ms);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      }),
  };
}

function redraw(sink: TextSink, text: string, drawn: number): number {
  if (drawn > 0) sink.eraseLines(drawn);
  const lines = text.trimEnd().split('\n');
  sink.write(lines.map((line) => `${line.slice(0, sink.columns - 1)}\n`).join(''));
  return lines.length;
}

async function snapshot(twin: Twin, fabric: FabricIntent | undefined): Promise<Snapshot> {
  const nodes = twin.nodes.map(async ({ name, role }) => ({ name, role, sessions: await twin.sessions(name) }));
  const wanted = fabric === undefined ? [] : expectedNextHops(fabric);
  const paths = wanted.map(async ({ node, vrf, prefix, nextHops }) => ({
    node,
    vrf,
    prefix,
    nextHops: await twin.kernelNextHops(node, vrf, prefix),
    expected: nextHops.length,
  }));
  return {
    nodes: await Promise.all(nodes),
    paths: await Promise.all(paths),
    broken: twin.failures.map((failure) => describeTwinFailure(failure)),
  };
}

function describe({ nodes, paths, broken }: Snapshot, palette: Palette): string {
  const rows = nodes.map(({ name, role, sessions }) => {
    const down = sessions.filter(({ state }) => state !== 'Established');
    return [
      name,
      role,
      `${sessions.length - down.length}/${sessions.length}`,
      down.map(({ neighbor, state }) => `${neighbor} ${state}`).join(', '),
    ];
  });
  const parts = [table(['Node', 'Role', 'Sessions', 'Not Established'], rows)];
  if (paths.length > 0) {
    const lines = paths.map(({ node, vrf, prefix, nextHops, expected }) => [
      node,
      vrf,
      prefix,
      `${nextHops.length}/${expected}`,
      nextHops.join(' '),
    ]);
    parts.push(`\n${table(['Node', 'VRF', 'Prefix', 'Next hops', 'In the kernel'], lines)}`);
  }
  if (broken.length > 0) parts.push(`\n${palette.tone('warning', `Broken: ${broken.join('; ')}`)}\n`);
  return parts.join('');
}
