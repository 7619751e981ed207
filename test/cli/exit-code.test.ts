import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXIT_CODE_MEANINGS, ExitCode } from '../../lib/cli/exit-code';
import { run } from '../../lib/cli/program';
import { guideProject } from '../support/command-line';
import { RecordingHost } from '../support/recording-host';

const project = guideProject();
const { junosFabric } = project;

/** One command line, and what has happened before it. */
interface Case {
  readonly command: string;
  readonly when: string;
  readonly prepare?: () => unknown;
}

const HOLD_TIME = 'groups dc1 routing-instances VRF_5 protocols bgp group server1 hold-time 30';

const apply = (): Promise<unknown> => junosFabric('apply');
const stop = (hostname: string): Promise<void> => project.fabric.lab.device(hostname).stop();
const pullCable = (): void => {
  project.fabric.lab.state.pullCable('leaf11', 'et-0/0/15');
};
const editByHand = async (): Promise<void> => {
  await apply();
  project.fabric.lab.device('leaf11').edit(`set ${HOLD_TIME}`);
};
const unreachable = (): Promise<void> => stop('leaf11');
const writeNoPlan = (): void => {
  writeFileSync(join(project.fabric.directory, 'plan.json'), '{}');
};

const fileForJournals = (): void => {
  mkdirSync(join(project.fabric.directory, 'state'));
  writeFileSync(join(project.fabric.directory, 'state', 'dc1'), '');
};
const directoryForLock = (): void => {
  mkdirSync(join(project.fabric.directory, 'state', 'dc1.lock'), { recursive: true });
};

/** Every code that a command ends with by itself, and the commands that do. */
const CASES = {
  DONE: [
    { command: 'plan', when: 'something would change' },
    { command: 'apply', when: 'it is on every device' },
    { command: 'apply', when: 'there is nothing to do', prepare: apply },
    { command: 'verify', when: 'everything holds', prepare: apply },
    { command: 'drift', when: 'there is none', prepare: apply },
    { command: 'check', when: 'no rule is broken' },
    { command: 'withdraw --all', when: 'it is gone', prepare: apply },
    { command: 'show leaf10', when: 'it could be read' },
    { command: 'undo --from-devices', when: 'there is nothing to undo' },
  ],
  REFUSED: [
    { command: 'plan', when: 'apply would refuse', prepare: editByHand },
    { command: 'apply', when: 'it would overwrite an edit', prepare: editByHand },
    { command: 'apply', when: 'it reaches a device not', prepare: unreachable },
    {
      command: 'apply',
      when: 'it reaches no device',
      prepare: () => Promise.all(['leaf10', 'leaf11', 'leaf12'].map(stop)),
    },
    { command: 'lab status', when: 'no lab runs' },
  ],
  USAGE: [
    { command: 'plan --no-such-option', when: 'an option is unknown' },
    { command: 'rollback', when: 'nothing says of what' },
    { command: 'drift --no-such-option', when: 'an option is unknown' },
    { command: 'drift --manifest nowhere.json', when: 'the manifest is not there' },
    { command: 'verify --digest 00', when: 'the manifest is another one' },
    { command: 'apply --plan plan.json', when: 'the saved plan is none', prepare: writeNoPlan },
    { command: 'show leaf99', when: 'the fabric does not have the device' },
    { command: 'resume', when: 'there is no journal' },
    { command: 'apply --state-directory state', when: 'the journal cannot be begun', prepare: fileForJournals },
    { command: 'apply --state-directory state', when: 'the lock cannot be taken', prepare: directoryForLock },
    { command: 'import', when: 'there is nothing to import' },
  ],
  PARTIAL: [{ command: 'resume --from-devices', when: 'a device cannot be asked', prepare: unreachable }],
  CHECK_FAILED: [
    {
      command: 'verify',
      when: 'a session is down',
      prepare: async () => {
        await apply();
        pullCable();
      },
    },
    {
      command: 'check',
      when: 'a rule is broken',
      prepare: () => {
        project.fabric.synthesize((intent) => ({
          ...intent,
          devices: intent.devices.map((device) => ({ ...device, loopback: '192.168.1.10' })),
        }));
      },
    },
  ],
  DIFFERENCES: [
    { command: 'plan --detailed-exit-code', when: 'something would change' },
    { command: 'drift', when: 'the group is missing' },
    { command: 'drift', when: 'a group is missing, and another device cannot be reached', prepare: unreachable },
  ],
  ROLLED_BACK: [{ command: 'apply --check-timeout 0', when: 'a check fails after the commit', prepare: pullCable }],
  NOT_LOOKED: [
    { command: 'plan', when: 'a device cannot be reached', prepare: unreachable },
    { command: 'plan --out plan.json', when: 'a device cannot be reached', prepare: unreachable },
    { command: 'show leaf11', when: 'the device cannot be reached', prepare: unreachable },
    ...['drift', 'verify'].map((command) => ({
      command,
      when: 'a device cannot be reached, and the others are well',
      prepare: async () => {
        await apply();
        await unreachable();
      },
    })),
  ],
} satisfies Readonly<Record<Exclude<keyof typeof ExitCode, 'INTERRUPTED' | 'TERMINATED'>, readonly Case[]>>;

describe.each(Object.entries(CASES) as [keyof typeof CASES, readonly Case[]][])('%s', (name, cases) => {
  test.each([...cases])(`is what \`$command\` ends with where $when`, async ({ command, prepare }) => {
    await prepare?.();
    const { code, stderr } = await junosFabric(...command.split(' '));
    expect({ code, stderr }).toEqual({ code: ExitCode[name], stderr });
  });
});

test.each([
  ['INTERRUPTED', 'SIGINT'],
  ['TERMINATED', 'SIGTERM'],
] as const)('%s is what a change ends with at once where the second signal is %s', async (name, signal) => {
  const host = new RecordingHost({ workingDirectory: project.fabric.directory });
  const changing = run(['apply'], host);
  while (host.listening === 0) await new Promise(setImmediate);
  host.signal('SIGHUP');
  host.signal(signal);
  expect(host.exits).toEqual([ExitCode[name]]);
  await changing;
});

test('docs/cli.md has the same table', () => {
  const page = readFileSync(join(__dirname, '../../docs/cli.md'), 'utf8');
  const rows = [...page.matchAll(/^\| (\d+) +\| (.+?) +\|$/gm)].map(([, code = '', text = '']) => [code, text]);
  expect(rows.map(([code, text]) => [code, text?.replaceAll('`', '')])).toEqual(Object.entries(EXIT_CODE_MEANINGS));
});
