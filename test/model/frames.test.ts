import { App } from 'cdktf';
import { Login } from '../../lib';
import { FabricStack } from '../../stacks/fabric-stack';

/** A program with a mistake. */
function program(): void {
  new FabricStack(new App(), 'dc1', {
    overlayAsn: 65200,
    login: Login.agent({ user: 'netops' }),
    knownHostsFile: 'known_hosts',
    pools: { loopbacks: '10.0.0.0/33' } as never,
  });
}

function thrown(work: () => void): Error {
  try {
    work();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error('nothing was thrown');
}

test('the stack of an error begins with the line of whoever called the library, and keeps the others', () => {
  const frames = (thrown(program).stack ?? '').split('\n').filter((line) => /^\s+at .*:\d+:\d+\)?$/.test(line));
  expect(frames[0]).toMatch(/at program \(.*frames\.test\.ts:/);
  expect(frames.some((line) => line.includes('fabric-stack.ts'))).toBe(true);
});

test('the stack begins with the message, and may be replaced as that of any error', () => {
  const error = thrown(program);
  expect(error.stack).toMatch(/^FabricError: .*\n/);
  error.stack = 'another';
  expect(error.stack).toBe('another');
  expect(Object.keys(error)).not.toContain('stack');
});
