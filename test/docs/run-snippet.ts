import { compileFunction } from 'node:vm';
import * as cdktf from 'cdktf';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';
import * as library from '../../lib/index';
import * as testing from '../../lib/testing';
import '../../lib/testing/jest';
import type { Snippet } from './snippets';
import { TYPES, World } from './world';

/**
 * Runs a snippet of the documentation against this library, as a user would.
 *
 * @param junos - release of the leaves that it takes for granted
 * @returns the stacks that there are then: the one that it takes for granted, and those that it makes
 */
export function runSnippet({ body, free, imports }: Snippet, junos?: string): library.FabricStack[] {
  const world = new World(junos);
  const { outputText } = transpileModule(`${imports}\n(() => {\n${body}\n})();`, {
    compilerOptions: { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022, isolatedModules: true },
  });
  const scope = new Map<string, unknown>(Object.entries(library));
  for (const name of free.filter((one) => one in TYPES)) scope.set(name, world[name as keyof World]);
  const names = ['exports', 'require', 'expect', ...scope.keys()];
  const start = compileFunction(outputText, names) as (...given: readonly unknown[]) => void;
  start({}, (name: string) => modulesOf(world)[name], expect, ...scope.values());
  return [world.fabric, ...world.app.node.children].filter((one) => library.FabricStack.isFabricStack(one));
}

/** What a snippet imports. Its app is that of the world, and writes nothing. */
function modulesOf(world: World): Readonly<Record<string, unknown>> {
  const app = Object.assign(world.app, { synth: () => undefined });
  return {
    cdktf: { ...cdktf, App: jest.fn(() => app) },
    'cdktf-junos-fabric': library,
    'cdktf-junos-fabric/intent': {},
    'cdktf-junos-fabric/testing': testing,
    'cdktf-junos-fabric/testing/jest': {},
  };
}
