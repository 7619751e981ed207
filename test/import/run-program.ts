import { compileFunction } from 'node:vm';
import * as cdktf from 'cdktf';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';
import * as library from '../../lib/index';
import { FabricTemplate } from '../../lib/testing';

/** What stands in a program for what no configuration says, and what a test says instead. */
const STANDS: readonly (readonly [RegExp, string])[] = [
  [/SAY_THE_AS_NUMBER/g, '4210000001'],
  [/SAY_THE_JUNOS_RELEASE/g, "'24.4R1'"],
  [/QfxModel\.SAY_THE_MODEL/g, 'QfxModel.QFX10002_60C'],
];

/** A program with everything said that it asks for. */
function completed(program: string): string {
  let devices = 0;
  const reached = program.replaceAll('SAY_THE_MANAGEMENT_ADDRESS', () => `'192.0.2.${++devices}'`);
  return STANDS.reduce((text, [stand, value]) => text.replace(stand, value), reached);
}

/** Runs an imported program against this library, as its user would, and renders its fabric. */
export function runProgram(program: string): FabricTemplate {
  return FabricTemplate.fromStack(stackOf(program));
}

/** The stack of an imported program. */
export function stackOf(program: string): library.FabricStack {
  const { outputText } = transpileModule(completed(program), {
    compilerOptions: { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022 },
  });
  const exported: { imported?: (app: cdktf.App) => library.FabricStack } = {};
  const modules: Readonly<Record<string, unknown>> = { cdktf, 'cdktf-junos-fabric': library };
  const load = Object.assign((name: string) => modules[name], { main: undefined });
  const run = compileFunction(outputText, ['exports', 'require', 'module']) as (...given: readonly unknown[]) => void;
  run(exported, load, {});
  const stack = exported.imported?.(cdktf.Testing.app());
  if (stack === undefined) throw new Error('the program exports nothing');
  return stack;
}
