import path from 'node:path';

/** Where the sources of this library are, or what they are compiled to. */
const OWN = ['constructs', 'lib', 'stacks'].map((folder) => path.join(__dirname, '..', '..', folder) + path.sep);

/** Enough to get out of this library. */
const FRAMES = 50;

/**
 * Makes the stack of an error begin with the line of whoever called this library: that is where the mistake is. The frames
 * within it come after those.
 */
export function putCallersFirst(error: Error): void {
  const trace: { readonly stack?: string } = {};
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = Math.max(stackTraceLimit, FRAMES);
  Error.captureStackTrace(trace, error.constructor);
  Error.stackTraceLimit = stackTraceLimit;
  const become = (value: string): void => {
    Object.defineProperty(error, 'stack', { value, writable: true, configurable: true });
  };
  Object.defineProperty(error, 'stack', {
    get: () => `${String(error)}\n${callersFirst(framesOf(trace.stack)).join('\n')}`,
    set: become,
    configurable: true,
  });
}

function framesOf(stack = ''): string[] {
  return stack.split('\n').filter((line) => /^\s+at /.test(line));
}

function callersFirst(frames: readonly string[]): string[] {
  const isOwn = (frame: string): boolean => OWN.some((folder) => frame.includes(folder));
  return [...frames.filter((frame) => !isOwn(frame)), ...frames.filter(isOwn)];
}
