import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { Configuration, dropVoid } from '../../lib/junos/tree/configuration';
import { takesValue } from '../../lib/junos/tree/path-step';
import type { StatementSchema, ValueType } from '../../lib/junos/tree/schema';
import { OPERATORS } from '../../lib/junos/tree/schema-facts';
import type { StatementNode } from '../../lib/junos/tree/statement';
import { writeXml } from '../../lib/junos/formats/xml-writer';
import { describeWithShared } from '../support/shared';

const run = promisify(execFile);
const WALKS = 4000;
const MOST_STEPS = 14;

/** Numbers that look random and are the same on every run. */
function* numbers(seed: number): Generator<number, never> {
  for (let state = seed; ;) {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    yield state / 2 ** 31;
  }
}

/** What Junos takes and YANG does not have. */
const NOT_IN_YANG: ReadonlySet<string> = new Set(['groups', 'enable']);

/** A configuration of random walks over statements that the newest release has. */
function randomConfiguration(seed: number): Configuration {
  const source = numbers(seed);
  const pick = <T>(among: readonly T[]): T | undefined => among[Math.floor(source.next().value * among.length)];
  const configuration = new Configuration();
  for (let i = 0; i < WALKS; i++) {
    let at: StatementNode | undefined = configuration.root;
    const placed: StatementNode[] = [];
    for (let step = 0; at !== undefined && step < MOST_STEPS; step++) {
      const schema: StatementSchema | undefined = pick(
        at.schema.children.all.filter(({ last, element }) => last === undefined && !NOT_IN_YANG.has(element)),
      );
      if (schema === undefined) break;
      const node = place(at, schema);
      placed.push(node);
      at = schema.kind === 'container' || schema.kind === 'list' ? node : undefined;
    }
    dropVoid(configuration.root, placed);
  }
  return configuration;
}

function place(parent: StatementNode, schema: StatementSchema): StatementNode {
  if (schema.kind === 'container' || schema.empty) return parent.ensure(schema);
  if (schema.kind !== 'list') return parent.ensureValue(schema, valueOf(schema.type));
  const keys: string[] = [];
  for (const [i, name] of schema.keys.entries()) {
    if (name === 'choice-value' && !takesValue(keys.at(-1))) continue;
    const key = valueOf(schema.keyTypes[i]);
    keys.push(name === 'choice-ident' ? (OPERATORS.get(key) ?? key) : key);
  }
  return parent.ensure(schema, keys);
}

/** The newest release's values and ranges come first and last. */
function valueOf(type: ValueType | undefined): string {
  const range = type?.ranges.at(-1);
  return type?.values[0] ?? (range === undefined ? 'x1' : `${range[0]}`);
}

describeWithShared('random walks through the table', ['yang', 'validate.sh'], (validate) => {
  const work = mkdtempSync(path.join(os.tmpdir(), 'yang-validity-'));
  afterAll(() => {
    rmSync(work, { recursive: true });
  });

  test('are valid, written as XML, in the newest release', async () => {
    const file = path.join(work, 'walks.xml');
    const text = writeXml(randomConfiguration(3));
    expect(text.split('\n').length).toBeGreaterThan(3000);
    writeFileSync(file, text);
    await expect(run(validate, ['24.4R1', file])).resolves.toBeDefined();
  });
});
