import { processHost } from '../../lib/cli/host';
import { paletteFor } from '../../lib/cli/palette';

const { stdout } = process;
const { isTTY, columns } = stdout;

afterEach(() => {
  Object.assign(stdout, { isTTY, columns });
});

/** Node leaves both properties out where standard output is a file or a pipe. */
function standardOutput(properties: {
  readonly isTTY?: true;
  readonly columns?: number;
}): ReturnType<typeof processHost> {
  Object.assign(stdout, { isTTY: undefined, columns: undefined, ...properties });
  return processHost();
}

test('a file or pipe is no terminal: anything but false would have colours chosen by the environment', () => {
  const host = standardOutput({});
  expect(host.stdout.isTerminal).toBe(false);
  expect(host.stdout.columns).toBe(120);
  expect(paletteFor(host.stdout, host).diff('+ a\n')).toBe('+ a\n');
});

test('a terminal that does not say how wide it is has 80 columns', () => {
  expect(standardOutput({ isTTY: true, columns: 132 }).stdout.columns).toBe(132);
  expect(standardOutput({ isTTY: true, columns: 0 }).stdout).toMatchObject({ isTerminal: true, columns: 80 });
});

test('what is printed passes through one place: a device cannot give commands to the pipeline that prints the log', () => {
  const host = standardOutput({});
  const write = jest.spyOn(stdout, 'write').mockReturnValue(true);
  try {
    host.stdout.write(
      'leaf10 refused commit:\n  ::stop-commands::x\n  ##vso[task.setvariable variable=PATH]/x \u202e\n',
    );
    host.stdout.eraseLines(2);
    expect(write.mock.calls.map(([text]) => text)).toEqual([
      'leaf10 refused commit:\n  : :stop-commands::x\n  ## vso[task.setvariable variable=PATH]/x \ufffd\n',
      '\u001b[2A\r\u001b[0J',
    ]);
  } finally {
    write.mockRestore();
  }
});

describe('whoever prints a lot waits for a slow reader', () => {
  const { writableNeedDrain } = stdout;
  afterEach(() => {
    Object.defineProperty(stdout, 'writableNeedDrain', { configurable: true, value: writableNeedDrain });
  });

  function withFullBuffer(isFull: boolean): ReturnType<typeof processHost> {
    Object.defineProperty(stdout, 'writableNeedDrain', { configurable: true, value: isFull });
    return standardOutput({});
  }

  test('not at all, where the reader has kept up', async () => {
    await expect(withFullBuffer(false).stdout.drained()).resolves.toBeUndefined();
  });

  test.each([
    ['until it has taken what was written', 'drain'],
    ['and no longer than it is there', 'close'],
  ])('%s', async (_, event) => {
    const host = withFullBuffer(true);
    const others = new Set(stdout.listeners(event));
    const listening = (): number => stdout.listeners(event).filter((one) => !others.has(one)).length;
    const done: string[] = [];
    const waiting = ['one', 'two'].map((name) => host.stdout.drained().then(() => done.push(name)));
    await new Promise(setImmediate);
    expect(done).toEqual([]);
    expect(listening()).toBe(1);
    stdout.emit(event);
    await Promise.all(waiting);
    expect(done).toEqual(['one', 'two']);
    expect(listening()).toBe(0);
  });
});
