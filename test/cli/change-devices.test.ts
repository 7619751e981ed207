import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { changeDevices } from '../../lib/cli/change-devices';
import { exitCodeOf } from '../../lib/cli/exit-code';
import type { RolloutResult } from '../../lib/rollout/outcome';
import { RecordingHost } from '../support/recording-host';
import { rejectionOf } from '../support/rejection';

const REQUEST = {
  manifestFile: join(tmpdir(), 'cdktf.out', 'stacks', 'dc1', 'junos', 'fabric.json'),
  allowOverwriteDrift: [],
  allowForwardingRestart: [],
  allowLastAttachment: [],
  allowPartition: [],
  otherManifest: [],
};

const PARTIAL: RolloutResult = {
  changeId: 'c1',
  outcome: 'partiallyApplied',
  devices: { leaf10: 'confirmed', leaf11: 'unknown' },
  problems: [{ hostname: 'leaf11', code: 'outcomeUnknown', message: 'could not be asked' }],
};

test('a change that is not on every device exits with 3 and names each device and the reason', async () => {
  const host = new RecordingHost();
  expect(await changeDevices(host, REQUEST, () => Promise.resolve(PARTIAL))).toBe(3);
  expect(host.stdout.text).toContain('leaf10  confirmed\nleaf11  unknown\n\nPartially applied');
  expect(host.stderr.text).toBe('error: leaf11: could not be asked\n');
});

test('of a change that takes another one back it says what its devices have', async () => {
  const host = new RecordingHost();
  const devices = { leaf10: 'confirmed', leaf11: 'rolledBack', leaf12: 'unchanged' } as const;
  const problems = [{ hostname: 'leaf11', code: 'checksFailed', message: 'a session is down' }];
  const result: RolloutResult = { changeId: 'c2', reverses: 'c1', outcome: 'partiallyApplied', devices, problems };
  expect(await changeDevices(host, REQUEST, () => Promise.resolve(result))).toBe(3);
  expect(host.stdout.text).toContain('leaf10  confirmed: as before c1\n');
  expect(host.stdout.text).toContain('leaf11  rolledBack: has c1 again\n');
  expect(host.stdout.text).toContain('leaf12  unchanged\n');
  expect(host.stdout.text).toContain('Partially rolled back: junos-fabric undo goes on with it.\n');
});

test('an error that should not happen in the middle of a change exits with 3, because nobody knows what was done', async () => {
  const host = new RecordingHost();
  expect(await changeDevices(host, REQUEST, () => Promise.reject(new TypeError('x is undefined')))).toBe(3);
  expect(host.stderr.text).toContain('error: x is undefined\n');
  expect(host.stderr.text).toContain('It is not known what the devices carry now.');
});

test('on a terminal nothing is drawn any more when the outcome is told', async () => {
  const host = new RecordingHost({ isTerminal: true, environment: { NO_COLOR: '1' } });
  const told: string[] = [];
  jest.spyOn(host.stdout, 'write').mockImplementation(() => told.push('outcome'));
  jest.spyOn(host.stderr, 'write').mockImplementation(() => told.push('progress'));
  await changeDevices(host, REQUEST, ({ onEvent }) => {
    onEvent?.({ type: 'connected', hostname: 'leaf10', model: 'qfx10002-60c', junos: '19.1R2' });
    return Promise.resolve({ ...PARTIAL, outcome: 'confirmed', problems: [] });
  });
  expect(told.slice(told.indexOf('outcome'))).toEqual(['outcome', 'outcome']);
});

test('a consent is told with its reason', async () => {
  const host = new RecordingHost();
  const request = { ...REQUEST, allowForwardingRestart: ['leaf10'], reason: 'maintenance window 42' };
  await changeDevices(host, request, ({ consents }) => {
    expect(consents).toEqual([{ kind: 'forwardingRestart', hostname: 'leaf10', reason: 'maintenance window 42' }]);
    return Promise.resolve(PARTIAL);
  });
  expect(host.stderr.text).toContain('leaf10: forwardingRestart is allowed: maintenance window 42\n');
});

test('a change that could not be written down is refused before any device is contacted', async () => {
  const host = new RecordingHost();
  const change = jest.fn<Promise<RolloutResult>, []>();
  const refused = changeDevices(host, { ...REQUEST, stateDirectory: join(__filename, 'state') }, change);
  expect(exitCodeOf(await rejectionOf(refused))).toBe(2);
  expect(change).not.toHaveBeenCalled();
});
