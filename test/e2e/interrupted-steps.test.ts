import { cpSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { LabTopology } from '../../lib/emulator/topology';
import type { ExampleProject as Project, Finished } from '../support/example-project';
import { describeWithTerraform, ExampleProject, succeed } from '../support/example-project';
import seed from '../support/seed.cjs';

const LEAVES = ['leaf10', 'leaf11', 'leaf12'] as const;
/** `.ci/night` interrupts at twenty moments. */
const MOMENTS = Number(process.env.INTERRUPTED_MOMENTS ?? 3);
/** Longer than Terraform takes to begin once more, on a machine that has much else to do; the lab's time passes sooner. */
const SLOW_MS = 100_000;
/** Far more than a busy machine needs to hear of it, and far less than the timers, which are of ten minutes and more. */
const LONGEST_MS = 60_000;
/** The old links and those that the change brings, in the order of the leaves. */
const SUBNETS = { old: '172.16.104', new: '172.16.105' } as const;

interface Line {
  readonly entry: string;
  readonly time: string;
  readonly code?: string;
  readonly decision?: string;
  readonly outcome?: string;
}

describeWithTerraform('a step of Terraform that is interrupted', () => {
  let project: Project;
  let standing: Record<'old' | 'new', ReturnType<Project['configurations']>>;
  /** RPCs that the rollout of the change sends when nothing comes in between. */
  let rpcs = 0;

  beforeAll(async () => {
    project = await ExampleProject.create(withBothSubnets);
    for (const leaf of LEAVES) project.lab.device(leaf).switches.convergenceMs = 200;
    await project.deploy();
    const old = project.configurations();
    for (const last of ['0', '4', '8']) project.edit(`${SUBNETS.old}.${last}/30`, `${SUBNETS.new}.${last}/30`);
    keepStack('old');
    await project.synthesize();
    keepStack('new');
    const forget = project.lab.observe(({ type }) => (rpcs += type === 'rpcArrived' ? 1 : 0));
    succeed(await project.terraform('apply', '-auto-approve'));
    forget();
    standing = { old, new: project.configurations() };
  });

  afterAll(async () => {
    await project.stop();
  });

  test(`at moments drawn with TEST_SEED=${seed} goes back or is confirmed at once, wave by wave, and the next apply waits for it`, async () => {
    const told: string[] = [];
    let carried: 'old' | 'new' = 'new';
    for (let moment = 0; moment < MOMENTS; moment += 1) {
      const wanted: 'old' | 'new' = carried === 'new' ? 'old' : 'new';
      useStack(wanted);
      const before = historyLengths();
      const watch = watchHomes();
      const signal = moment % 2 === 0 ? 'SIGINT' : 'SIGTERM';
      const after = 1 + Math.floor(((moment + draw(moment)) / MOMENTS) * rpcs);
      const { diedAt, finished } = await interruptedApply(signal, after);
      // What follows finds the change on its way to its end, or at it.
      const status = await project.junosFabric('status');
      await untilNobodyWorks();
      watch.forget();
      const lines = journal();
      const described = `${signal} at RPC ${after} of ${rpcs}: ${lines.map((line) => line.decision ?? line.outcome ?? line.entry).join(' ')}\n${finished.output}`;

      expect({ described, together: watch.mostDown() <= 1 }).toEqual({ described, together: true });
      const pending = LEAVES.filter((leaf) => project.lab.device(leaf).database.pending !== undefined);
      expect({ described, pending }).toEqual({ described, pending: [] });
      expect({ described, byTimer: timersThatRanOut(before) }).toEqual({ described, byTimer: [] });
      expect(['old', 'new'].filter((one) => isStanding(one as 'old' | 'new'))).toHaveLength(1);
      const now: 'old' | 'new' = isStanding(wanted) ? wanted : carried;
      const decided = lines.find(({ entry }) => entry === 'decided');
      expect(decided?.decision).toBe(now === wanted ? 'confirm' : decided === undefined ? undefined : 'rollBack');
      const calledOff = lines.find(({ entry }) => entry === 'calledOff');
      if (calledOff === undefined) expect(lines.at(-1)).toMatchObject({ entry: 'finished', outcome: 'confirmed' });
      else {
        expect(calledOff.code).toBe('starterGone');
        for (const line of [calledOff, decided ?? calledOff]) {
          expect(Date.parse(line.time) - diedAt).toBeLessThan(LONGEST_MS);
        }
      }
      expect(status.output).toMatch(/has ended: (every device|no device|there was nothing)/);
      told.push(`RPC ${after}: ${decided?.decision ?? 'nothing was decided'}`);
      carried = now;
    }
    process.stdout.write(`interrupted at ${told.join('; ')}\n`);
  });

  test('once it was decided to keep the change it is confirmed on every device', async () => {
    const wanted = isStanding('new') ? 'old' : 'new';
    useStack(wanted);
    const { child, finished } = terraformApply();
    // From here nothing is rolled back: the first confirmation is on its way.
    const forget = project.lab.observe((event) => {
      if (event.type !== 'rpcArrived' || event.name !== 'commit-configuration' || event.children.includes('confirmed'))
        return;
      if (LEAVES.every((leaf) => project.lab.device(leaf).database.pending !== undefined)) child.kill('SIGINT');
    });
    expect((await finished).code).not.toBe(0);
    forget();
    await untilNobodyWorks();
    expect(isStanding(wanted)).toBe(true);
    expect(LEAVES.filter((leaf) => project.lab.device(leaf).database.pending !== undefined)).toEqual([]);
    expect(journal()).toContainEqual(expect.objectContaining({ entry: 'decided', decision: 'confirm' }));
    expect(succeed(await project.terraform('apply', '-auto-approve')).output).toContain(
      'Nothing to do: every device is up to date.',
    );
  });

  test('the next apply waits for the way back, says what came of it, and does the change', async () => {
    const wanted = isStanding('new') ? 'old' : 'new';
    useStack(wanted);
    project.lab.device('leaf12').switches.convergenceMs = SLOW_MS;
    const { child, finished } = terraformApply();
    while (project.lab.device('leaf12').database.pending === undefined) await delay(10);
    child.kill('SIGINT');
    await finished;
    const waits = /the change \S+ was called off .* and is being taken back by its own process; this waits/;
    const again = terraformApply();
    let printed = '';
    again.child.stdout?.on('data', (data: Buffer) => (printed += data.toString()));
    while (!waits.test(printed) && again.child.exitCode === null) await delay(50);
    project.lab.device('leaf12').switches.convergenceMs = 200;
    project.lab.clock.advance(SLOW_MS);
    const next = succeed(await again.finished);
    expect(next.output).toMatch(waits);
    expect(next.output).toMatch(/the change \S+ has ended: every device is as it was before it/);
    expect(isStanding(wanted)).toBe(true);
  });

  test.each([
    ['all that the step has started, as with its container', workers, 'signal: killed'],
    ['the process behind the step', engines, 'was ended by SIGKILL, and it is not known what the devices carry now'],
  ])('whoever kills %s leaves the devices to their timers', async (_what, killed, said) => {
    useStack(isStanding('new') ? 'old' : 'new');
    const before = project.configurations();
    project.lab.state.pullCable('leaf12', 'et-0/0/15');
    const { finished } = terraformApply();
    while (project.lab.device('leaf12').database.pending === undefined) await delay(10);
    for (const pid of killed(project.stack)) process.kill(pid, 'SIGKILL');
    const failed = await finished;
    expect(failed.code).not.toBe(0);
    expect(failed.output.replace(/[\s│]+/g, ' ')).toContain(said);
    expect((await project.junosFabric('status')).code).toBe(3);
    const next = await project.terraform('apply', '-auto-approve');
    expect(next.output).toMatch(/leaf12 carries a commit of netops that is not confirmed yet/);
    project.lab.clock.advance(120 * 60_000);
    expect(project.configurations()).toEqual(before);
    project.lab.state.plugCable('leaf12', 'et-0/0/15');
  });

  function keepStack(name: 'old' | 'new'): void {
    cpSync(project.stack, join(project.directory, name), { recursive: true });
  }

  /** The state of Terraform stays what it is. */
  function useStack(name: 'old' | 'new'): void {
    const from = join(project.directory, name);
    for (const entry of ['cdk.tf.json', 'junos'])
      cpSync(join(from, entry), join(project.stack, entry), { recursive: true });
  }

  function terraformApply(): ReturnType<Project['start']> {
    return project.start('terraform', ['apply', '-auto-approve', '-no-color'], { directory: project.stack });
  }

  async function interruptedApply(
    signal: 'SIGINT' | 'SIGTERM',
    after: number,
  ): Promise<{ readonly diedAt: number; readonly finished: Finished }> {
    let left = after;
    let diedAt = Date.now();
    const { child, finished } = terraformApply();
    const forget = project.lab.observe(({ type }) => {
      if (type !== 'rpcArrived') return;
      left -= 1;
      if (left !== 0) return;
      diedAt = Date.now();
      child.kill(signal);
    });
    const ended = await finished;
    forget();
    return { diedAt, finished: ended };
  }

  function isStanding(name: 'old' | 'new'): boolean {
    const now = project.configurations();
    return LEAVES.every((leaf) => withoutMark(now[leaf]) === withoutMark(standing[name][leaf]));
  }

  function historyLengths(): ReadonlyMap<string, number> {
    return new Map(LEAVES.map((leaf) => [leaf, project.lab.device(leaf).database.history.length]));
  }

  function timersThatRanOut(before: ReadonlyMap<string, number>): string[] {
    return LEAVES.filter((leaf) => {
      const { history } = project.lab.device(leaf).database;
      return history.slice(0, history.length - (before.get(leaf) ?? 0)).some(({ user }) => user === 'root');
    });
  }

  function watchHomes(): { readonly forget: () => void; readonly mostDown: () => number } {
    let most = 0;
    const forget = project.lab.observe(({ type }) => {
      if (type !== 'stateChanged') return;
      const sessions = [...project.lab.state.sessions().values()].flat();
      most = Math.max(most, LEAVES.length - sessions.filter(({ peer }) => peer?.kind === 'server').length);
    });
    return { forget, mostDown: () => most };
  }

  function journal(): Line[] {
    const folder = join(project.directory, '.junos-fabric', 'dc1');
    const newest = readdirSync(folder)
      .filter((name) => name.endsWith('.jsonl'))
      .sort()
      .at(-1);
    const text = readFileSync(join(folder, newest ?? ''), 'utf8').trim();
    return text.split('\n').map((line) => JSON.parse(line) as Line);
  }

  async function untilNobodyWorks(): Promise<void> {
    while (workers(project.stack).length > 0) await delay(50);
  }
});

/** Processes of steps that are at work in a directory, wherever they belong. */
function workers(directory: string): number[] {
  const pids = readdirSync('/proc').filter((pid) => /^\d+$/.test(pid));
  return pids.filter((pid) => cwdOf(pid) === directory && isOfStep(pid)).map(Number);
}

/** Those with a session of their own. */
function engines(directory: string): number[] {
  return workers(directory).filter((pid) => sessionOf(pid) === pid);
}

/** What a change writes into the group of itself is another text each time. */
function withoutMark(lines: readonly string[] | undefined): string {
  return (lines ?? []).filter((line) => !line.includes('junos-fabric')).join('\n');
}

function withBothSubnets(topology: LabTopology): LabTopology {
  const links = (given: LabTopology['servers'][number]['links']): LabTopology['servers'][number]['links'] =>
    given.map((link, place) => ({
      ...link,
      addresses: Object.values(SUBNETS).map((subnet) => `${subnet}.${4 * place + 2}/30`),
    }));
  return { ...topology, servers: topology.servers.map((server) => ({ ...server, links: links(server.links) })) };
}

/** From 0 to 1, the same for the same seed and moment. */
function draw(moment: number): number {
  let x = (seed * 2_654_435_761 + (moment + 1) * 40_503) >>> 0;
  for (let round = 0; round < 3; round += 1) x = Math.imul(x ^ (x >>> 15), 0x2c1b3c6d) >>> 0;
  return x / 2 ** 32;
}

function cwdOf(pid: string): string | undefined {
  return told(() => readlinkSync(`/proc/${pid}/cwd`));
}

function isOfStep(pid: string): boolean {
  return told(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8'))?.includes('--from-terraform') === true;
}

/** State, parent, process group and session follow the name in parentheses. */
function sessionOf(pid: number): number | undefined {
  const stat = told(() => readFileSync(`/proc/${pid}/stat`, 'latin1')) ?? '';
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[3]);
}

/** A process may end while it is asked about. */
function told(read: () => string): string | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
