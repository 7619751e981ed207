import { interruptible } from '../../lib/cli/interrupt';
import { RecordingHost } from '../support/recording-host';

test('the first signal asks the work to stop, the second ends the process at once', async () => {
  const host = new RecordingHost();
  const work = interruptible(host, async (signal) => {
    await Promise.resolve();
    host.signal('SIGTERM');
    expect(signal.aborted).toBe(true);
    expect(host.exits).toEqual([]);
    host.signal('SIGINT');
    return 'stopped';
  });
  expect(await work).toBe('stopped');
  expect(host.exits).toEqual([130]);
  expect(host.stderr.text).toMatch(/^SIGTERM: taking back what is not confirmed/);
});

test('nobody waits for signals when the work is done, or has failed', async () => {
  const host = new RecordingHost();
  await interruptible(host, () => Promise.resolve());
  await expect(interruptible(host, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(host.listening).toBe(0);
});

test('a closed terminal asks the work to stop however often it says so; only a signal that somebody sends ends the process', async () => {
  const host = new RecordingHost();
  await interruptible(host, async (signal) => {
    await Promise.resolve();
    host.signal('SIGHUP');
    expect(signal.aborted).toBe(true);
    host.signal('SIGHUP');
    expect(host.exits).toEqual([]);
    host.signal('SIGTERM');
  });
  expect(host.exits).toEqual([143]);
  expect(host.stderr.text).toMatch(/^SIGHUP: taking back what is not confirmed/);
});

test('that its starter is gone asks the work to stop, and is no signal: one SIGTERM to both of them ends nothing', async () => {
  const host = new RecordingHost();
  await interruptible(host, async (signal) => {
    await Promise.resolve();
    host.signal('starterGone');
    expect(signal.reason).toMatchObject({ code: 'starterGone' });
    host.signal('SIGTERM');
    host.signal('starterGone');
    expect(host.exits).toEqual([]);
    host.signal('SIGINT');
  });
  expect(host.exits).toEqual([130]);
  expect(host.stderr.text).toMatch(
    /^whoever started this was told to stop, or is gone: taking back what is not confirmed/,
  );
});
