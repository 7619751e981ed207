import { join, relative } from 'node:path';
import ts from 'typescript';

const REPOSITORY = join(__dirname, '..', '..');

/** Changes the text of a file before it is compiled. */
export type Edit = (text: string) => string;

/** Files as they are on disk, which do not change while tests run. */
const PARSED = new Map<string, ts.SourceFile>();

/**
 * What the compiler says of some files of the repository, and of all that they import, when files are edited: place, line
 * and code, as in `lib/intent/schema.ts: const bfd = exactly<BfdIntent>()({ TS2345`, sorted.
 *
 * @param edits - by path from the root of the repository; a file that is not there is empty before
 */
export function typeErrors(files: readonly string[], edits: Readonly<Record<string, Edit>>): string[] {
  const options = compilerOptions();
  const disk = ts.createCompilerHost(options);
  const host = { ...disk };
  const edited = new Map(Object.entries(edits).map(([path, edit]) => [join(REPOSITORY, path), edit]));
  host.fileExists = (path) => edited.has(path) || disk.fileExists(path);
  host.getSourceFile = (path, version) => {
    const edit = edited.get(path);
    if (edit !== undefined) return ts.createSourceFile(path, edit(disk.readFile(path) ?? ''), version);
    const file = PARSED.get(path) ?? disk.getSourceFile(path, version);
    if (file !== undefined) PARSED.set(path, file);
    return file;
  };
  const program = ts.createProgram(
    files.map((path) => join(REPOSITORY, path)),
    options,
    host,
  );
  const own = program.getSourceFiles().filter(({ fileName }) => !fileName.includes('node_modules'));
  return own.flatMap((file) => program.getSemanticDiagnostics(file).map((found) => describe(file, found))).sort();
}

function compilerOptions(): ts.CompilerOptions {
  const { config } = ts.readConfigFile(join(REPOSITORY, 'tsconfig.json'), (path) => ts.sys.readFile(path)) as {
    readonly config: { readonly compilerOptions: object };
  };
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, REPOSITORY);
  return { ...options, types: ['node'], incremental: false };
}

function describe(file: ts.SourceFile, { code, start = 0 }: ts.Diagnostic): string {
  const { line } = file.getLineAndCharacterOfPosition(start);
  const text = file.text.split('\n')[line]?.trim() ?? '';
  return `${relative(REPOSITORY, file.fileName)}: ${text} TS${code}`;
}
