/** What a command at the CLI of a device was asked to print of its configuration. */
export interface ShowCommand {
  /** What keeps its output from being a whole configuration, in words; undefined where nothing does. */
  readonly problem?: string;
}

const WHOLE: ShowCommand = {};

/** Pipes that leave the configuration whole. */
const HARMLESS = ['no-more', 'hold', 'resolve', 'save', 'append', 'tee', 'refresh'];
/** Forms of `| display` that do. */
const DISPLAYS = ['set', 'xml', 'inheritance', 'omit', 'detail', 'changed', 'commit-scripts', 'explicit', 'rfc5952'];

/**
 * Reads a command as Junos takes it, abbreviated or not; undefined where it prints no configuration.
 *
 * @param isConfiguring - whether it was typed in the configuration mode, where `show` alone prints it
 */
export function readShowCommand(command: string, isConfiguring: boolean): ShowCommand | undefined {
  const [shows = '', ...pipes] = command.split('|').map((part) => part.trim());
  const below = isConfiguring ? shownLevel(shows) : shownConfiguration(shows);
  if (below === undefined) return undefined;
  if (below !== '') return { problem: `only what stands below "${below}" was asked for` };
  const problem = pipes.map(problemOf).find((one) => one !== undefined);
  return problem === undefined ? WHOLE : { problem };
}

/** The level of `show configuration interfaces`. */
function shownConfiguration(text: string): string | undefined {
  const [show = '', configuration = '', ...level] = text.split(/\s+/);
  return abbreviates(show, 'show', 2) && abbreviates(configuration, 'configuration', 3) ? level.join(' ') : undefined;
}

/** The level of `show interfaces`, of `top show` none. */
function shownLevel(text: string): string | undefined {
  const words = text.split(/\s+/);
  const [first = ''] = words;
  if (abbreviates(first, 'run', 2)) return shownConfiguration(words.slice(1).join(' '));
  const [show = '', ...level] = first === 'top' ? words.slice(1) : words;
  return abbreviates(show, 'show', 2) ? level.join(' ') : undefined;
}

function problemOf(pipe: string): string | undefined {
  const [name = '', ...rest] = pipe.split(/\s+/);
  if (HARMLESS.some((one) => abbreviates(name, one, 1))) return undefined;
  if (abbreviates(name, 'compare', 3)) return 'this is a difference, as "show | compare" prints it';
  if (abbreviates(name, 'display', 1)) return displayProblem(rest);
  // People take secrets out of what they give away.
  if (abbreviates(name, 'except', 1) && /secret/i.test(rest.join(' '))) return undefined;
  return `"| ${name}" leaves lines out`;
}

function displayProblem([form = '', ...more]: readonly string[]): string | undefined {
  if (abbreviates(form, 'json', 1)) return 'this is JSON';
  if (more.some((word) => abbreviates(word, 'relative', 3))) return 'its lines are relative to a level';
  return DISPLAYS.some((one) => abbreviates(form, one, 1)) ? undefined : `"| display ${form}" is no known form`;
}

function abbreviates(word: string, whole: string, least: number): boolean {
  return word.length >= least && whole.startsWith(word);
}
