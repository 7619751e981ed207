import type { LabDeviceStatus } from '../../lib/emulator/control-commands';
import { LabCommands } from '../../lib/emulator/control-commands';
import { Lab } from '../../lib/emulator/lab';
import { guideTopology } from './support/guide';

let lab: Lab;
let commands: LabCommands;
beforeEach(() => {
  lab = Lab.inProcess(guideTopology(), { time: 'standing' });
  commands = new LabCommands(lab);
});
afterEach(async () => {
  await lab.stop();
});

test('a device is turned off and on, and boots anew on the lab’s clock', async () => {
  const leaf = lab.device('leaf10');
  await commands.serve({ command: 'powerOff', device: 'leaf10' });
  expect(leaf.isRunning).toBe(false);
  await commands.serve({ command: 'powerOn', device: 'leaf10' });
  expect(leaf.isRunning).toBe(true);
  await commands.serve({ command: 'reboot', device: 'leaf10', seconds: 120 });
  await commands.serve({ command: 'advance', seconds: 119 });
  expect(leaf.isRunning).toBe(false);
  await commands.serve({ command: 'advance', seconds: 1 });
  expect(leaf.isRunning).toBe(true);
});

test('somebody types into the candidate', async () => {
  await commands.serve({ command: 'editCandidate', device: 'leaf10', lines: 'set system location building B1' });
  expect(lab.device('leaf10').database.isModified).toBe(true);
});

test('switches are turned, and turned off by null', async () => {
  const { switches } = lab.device('leaf10');
  const turn = (changes: object): Promise<unknown> =>
    commands.serve({ command: 'switch', device: 'leaf10', switches: changes });
  await turn({
    malformed: 'lock-configuration',
    refuseLock: 'no',
    lostRoutingEngine: 'silent',
    pendingCommitAtReboot: 'reverted',
    convergenceMs: 5_000,
    neverUp: ['172.16.104.2'],
  });
  expect(switches).toMatchObject({ refuseLock: 'no', lostRoutingEngine: 'silent', convergenceMs: 5_000 });
  await turn({ refuseLock: null, lostRoutingEngine: null });
  expect([switches.refuseLock, switches.lostRoutingEngine, switches.malformed]).toEqual([
    undefined,
    undefined,
    'lock-configuration',
  ]);
  await expect(turn({ broken: true })).rejects.toThrow('broken');
});

test('a device that starts with a value which no load would bring keeps it and says so', async () => {
  const topology = guideTopology();
  const [leaf, ...others] = topology.devices;
  if (leaf === undefined) throw new Error('the guide has leaves');
  const line = 'set system name-server 10.0.0.256';
  const doubtful = Lab.inProcess(
    { ...topology, devices: [{ ...leaf, baseline: line }, ...others] },
    { time: 'standing' },
  );
  const { devices } = (await new LabCommands(doubtful).serve({ command: 'status' })) as {
    devices: readonly LabDeviceStatus[];
  };
  expect(devices.map(({ doubtfulValues }) => doubtfulValues)).toEqual([[line], ...others.map(() => [])]);
  doubtful.device('leaf10').edit('set system location building B1');
  expect(doubtful.device('leaf10').effective.value('system', 'location', 'building')).toBe('B1');
  await doubtful.stop();
});

test('a device says which lines of its policies it does not act on', async () => {
  const leaf = lab.device('leaf10');
  const notEmulated = async (): Promise<unknown> => {
    const { devices } = (await commands.serve({ command: 'status' })) as { devices: readonly LabDeviceStatus[] };
    return devices.find(({ hostname }) => hostname === 'leaf10')?.notEmulated;
  };
  expect(await notEmulated()).toEqual([]);
  const lines = [
    'set policy-options policy-statement OTHER term T from as-path SHORT',
    'set policy-options policy-statement OTHER term T then metric add 5',
  ];
  leaf.edit([...lines, 'set policy-options as-path SHORT "65001"'].join('\n'));
  expect(leaf.notEmulated).toEqual(expect.arrayContaining(lines));
  expect(leaf.notEmulated).toHaveLength(lines.length);
  expect(await notEmulated()).toEqual(leaf.notEmulated);
});
