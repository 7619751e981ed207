import fc from 'fast-check';
import type { AllocationNeeds } from '../../lib/allocation/allocate';
import { allocate } from '../../lib/allocation/allocate';
import { freeAllocations, moveAllocations } from '../../lib/allocation/edit-lock-file';
import { overlaps } from '../../lib/allocation/extent';
import type { LockEntry, LockFile, Section } from '../../lib/allocation/lock-file';
import type { Pool } from '../../lib/allocation/pool';
import { subnetPool, vniPool } from '../../lib/allocation/pool';
import { readLockFile } from '../../lib/allocation/read-lock-file';
import { writeLockFile } from '../../lib/allocation/lock-file-store';
import { given } from './support/needs';

/** One server of a model program; its index is its identity, its name may change. */
interface Server {
  name: string;
  readonly ports: Set<number>;
  pinned?: string;
}

interface ServerEdit {
  readonly do: 'add' | 'remove' | 'rename' | 'pin' | 'unpin';
  readonly server: number;
  readonly port: number;
}

type Edit =
  | ServerEdit
  | { readonly do: 'reorder'; readonly seed: number }
  | { readonly do: 'grow' }
  | { readonly do: 'free' }
  | { readonly do: 'otherLength' };

const index = fc.nat({ max: 7 });
const edit: fc.Arbitrary<Edit> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constantFrom('add' as const, 'remove' as const, 'rename' as const),
      server: index,
      port: index,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constantFrom('pin' as const, 'unpin' as const), server: index, port: index }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('reorder' as const), seed: fc.nat() }) },
  { weight: 1, arbitrary: fc.constantFrom<Edit>({ do: 'grow' }, { do: 'free' }, { do: 'otherLength' }) },
);

/** A program, its pools and its committed file, through a series of edits with a synth after each. */
class Project {
  servers: Server[] = [];
  file: LockFile = new Map();
  private prefixes = ['172.16.0.0/27'];
  private vnis = '10000-10015';
  private length = 31;
  private order = 1;
  private renames = 0;

  apply(one: Edit): void {
    if ('server' in one) this.applyToServer(one);
    else if (one.do === 'grow') {
      this.prefixes = [...this.prefixes, `172.16.${this.prefixes.length}.0/27`];
      this.vnis = `${this.vnis}, ${this.prefixes.length}0000-${this.prefixes.length}0015`;
    } else if (one.do === 'otherLength') this.length = this.length === 31 ? 30 : 31;
    else if (one.do === 'free') this.file = freeAllocations(this.file, []).file;
    else this.order = one.seed + 2;
  }

  private applyToServer({ do: action, server: at, port }: ServerEdit): void {
    const server = (this.servers[at] ??= { name: `server${at}`, ports: new Set() });
    if (action === 'add') server.ports.add(port);
    else if (action === 'remove') server.ports.delete(port);
    else if (action === 'pin') server.pinned = `172.16.0.${4 * at}/30`;
    else if (action === 'unpin') delete server.pinned;
    else this.rename(server);
  }

  private rename(server: Server): void {
    const to = `renamed${this.renames++}`;
    const hasAny = [...(this.file.get('dc1')?.keys() ?? [])].some((key) => key.startsWith(`subnet ${server.name} `));
    if (hasAny) this.file = moveAllocations(this.file, { what: 'server', from: server.name, to }).file;
    server.name = to;
  }

  /** What the program asks for, in the order it happens to be written. */
  needs(): AllocationNeeds {
    const keys = this.servers.flatMap((server) =>
      [...server.ports].map((port) => `subnet ${server.name} leaf${port} et-0/0/${port}`),
    );
    const vrfs = this.servers.flatMap(({ ports }, i) => (ports.size === 0 ? [] : [`vni VRF_${i}`]));
    const pins = this.servers.flatMap(({ name, ports, pinned }) => {
      const [port] = ports;
      return pinned === undefined || port === undefined
        ? []
        : [given('subnet', pinned, `subnet ${name} leaf${port} et-0/0/${port}`)];
    });
    const shuffled = [...keys, ...vrfs].sort((a, b) => this.shuffle(a) - this.shuffle(b));
    return { requests: shuffled.map((key) => ({ key, constructPath: key })), given: pins };
  }

  /** Values by what they are for, whatever it is called now. Those that the user gave are left out. */
  values(): Map<string, string> {
    const own = this.file.get('dc1') ?? new Map<string, LockEntry>();
    const homes = this.servers.flatMap(({ name, ports }, i) =>
      [...ports].map((port): [string, LockEntry | undefined] => [
        `${i} ${port}`,
        own.get(`subnet ${name} leaf${port} et-0/0/${port}`),
      ]),
    );
    return new Map(homes.flatMap(([home, entry]) => (entry?.removed === false ? [[home, entry.value]] : [])));
  }

  private pools(): Pool[] {
    return [
      subnetPool('pools.subnets', 'inet', ['subnet'], this.prefixes, this.length),
      vniPool('pools.vnis', this.vnis),
    ];
  }

  synth(): ReturnType<typeof allocate> {
    const recorded = this.file.get('dc1') ?? new Map();
    const allocations = allocate({ name: 'dc1', recorded, elsewhere: [], pools: this.pools() }, this.needs());
    this.file = readLockFile(writeLockFile(new Map([['dc1', allocations.section]])), 'fabric.lock.json');
    return allocations;
  }

  private shuffle(text: string): number {
    return text.split('').reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0) * this.order) % 9973, this.order);
  }
}

function section(project: Project): Section {
  return project.file.get('dc1') ?? new Map();
}

const program = fc.array(edit, { minLength: 1, maxLength: 40 });

test('whatever is edited, nothing that stays is renumbered, and what is removed is kept until it is freed', () => {
  fc.assert(
    fc.property(program, (edits) => {
      const project = new Project();
      for (const one of edits) {
        const values = project.values();
        project.apply(one);
        const before = section(project);
        project.synth();
        const after = section(project);
        for (const [key, entry] of before) expect(after.get(key)?.value).toBe(entry.value);
        for (const [home, value] of project.values()) expect(value).toBe(values.get(home) ?? value);
      }
    }),
  );
});

test('no two keys ever share a value, and who has one that the user gives to another is named', () => {
  fc.assert(
    fc.property(program, (edits) => {
      const project = new Project();
      for (const one of edits) {
        project.apply(one);
        const told = project.synth().problems.map((problem) => problem.message);
        const held = [...section(project)].map(([key, entry]) => ({ key, ...entry }));
        const pinned = project.needs().given;
        for (const [i, entry] of held.entries()) {
          expect(held.slice(i + 1).filter((other) => overlaps(entry.extent, other.extent))).toEqual([]);
          const taken = pinned.filter((other) => other.key !== entry.key && overlaps(entry.extent, other.extent));
          if (entry.removed || taken.length === 0) continue;
          expect(told.join('\n')).toContain(`is allocated to "${entry.key}"`);
        }
      }
    }),
    { numRuns: 40 },
  );
});

test('everything that is asked for has a value, or a problem says that its pool is used up', () => {
  fc.assert(
    fc.property(program, (edits) => {
      const project = new Project();
      for (const one of edits) {
        project.apply(one);
        const { values, problems } = project.synth();
        const without = project.needs().requests.filter(({ key }) => !values.has(key));
        const told = problems.map((problem) => problem.message).join('\n');
        for (const { key } of without) expect(told).toContain(key);
        if (without.length === 0) expect(problems.map(({ code }) => code)).not.toContain('poolExhausted');
      }
    }),
  );
});

test('the order in which things are written makes no difference', () => {
  fc.assert(
    fc.property(program, fc.nat(), (edits, seed) => {
      const [one, other] = [new Project(), new Project()];
      for (const each of edits) {
        one.apply(each);
        other.apply(each);
        other.apply({ do: 'reorder', seed });
        one.synth();
        other.synth();
      }
      expect(writeLockFile(one.file)).toBe(writeLockFile(other.file));
    }),
  );
});

test('what is read and written again is the same, byte for byte', () => {
  fc.assert(
    fc.property(program, (edits) => {
      const project = new Project();
      for (const one of edits) {
        project.apply(one);
        project.synth();
      }
      const text = writeLockFile(project.file);
      expect(writeLockFile(readLockFile(text, 'fabric.lock.json'))).toBe(text);
    }),
  );
});
