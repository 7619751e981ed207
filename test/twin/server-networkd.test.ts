import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Twin } from '../../lib/twin/engine/twin';
import { renderServer } from '../../lib/render/server/render-server';
import { everyOption, hostAddresses } from '../render/server/fabrics';
import { describeWithTwin } from './support/requirements';
import { lonePlan } from './support/server-twin';

const NETWORKD = '/usr/lib/systemd/systemd-networkd';
/** Known from systemd 256 on; older ones say that they ignore it. */
const NEWER_KEY = 'ManageForeignNextHops';

let directory: string;
let twin: Twin | undefined;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'networkd-'));
});

afterEach(async () => {
  await twin?.down();
  twin = undefined;
  rmSync(directory, { recursive: true, force: true });
});

/**
 * systemd-networkd with these files where they belong, on interfaces with cables.
 *
 * @param first - commands that have run before it starts
 * @returns its log and where it runs
 */
async function networkd(
  files: Readonly<Record<string, string>>,
  interfaces: readonly string[],
  first: readonly string[] = [],
): Promise<{ readonly log: () => Promise<string>; readonly running: Twin }> {
  const running = await Twin.up({ plan: lonePlan({ 'none.conf': '' }), directory: join(directory, 'twin') });
  twin = running;
  for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text);
  await running.run(
    'server1',
    [
      // Without udev, as in a container.
      'mount --bind /sys /sys && mount -o remount,bind,ro /sys',
      'mkdir -p /run/systemd/network /run/systemd/networkd.conf.d',
      `cp ${directory}/10-* /run/systemd/network/`,
      `cp ${directory}/90-dc1-networkd.conf /run/systemd/networkd.conf.d/`,
      ...interfaces.flatMap((name) => [
        `ip link add ${name} type veth peer name far-${name}`,
        `ip link set ${name} up`,
        `ip link set far-${name} up`,
      ]),
      ...first,
      `SYSTEMD_LOG_TARGET=console ${NETWORKD} > /run/networkd.log 2>&1 < /dev/null &`,
    ].join('\n'),
  );
  return { log: () => running.run('server1', 'cat /run/networkd.log'), running };
}

/** What the drop-in of `frr.service` does before FRR starts. */
const ADDRESSES_OF_FRR = [
  ...(renderServer(hostAddresses(), 'server1', 'FRR')['90-dc1-frr.conf'] ?? '').matchAll(/^ExecStartPre=(.*)$/gm),
].map(([, command = '']) => command);

/** What networkd did not understand. */
function complaints(log: string): string[] {
  return log.split('\n').filter((line) => line.includes(', ignoring') && !line.includes(NEWER_KEY));
}

describeWithTwin(
  'the files for systemd-networkd',
  () => {
    test.each([
      ['first', []],
      ['later than FRR', ADDRESSES_OF_FRR],
    ])('give the server its addresses, %s, and its boot does not wait for a dead link', async (_when, commands) => {
      const files = renderServer(hostAddresses(), 'server1', 'NETWORKD');
      const { log, running } = await networkd(files, ['ens1f0', 'ens2f0'], commands);
      await running.run('server1', 'ip link set far-ens2f0 down');
      const [, waiting = ''] = /^ExecStart=(\/.*)$/m.exec(files['90-dc1-wait-online.conf'] ?? '') ?? [];
      await running.run('server1', `${waiting} --timeout=30`);
      await running.waitUntil('the addresses', async () => {
        const seen = await running.run('server1', 'ip -br address');
        const wanted = [
          /^ens1f0\S* .* 172\.16\.104\.2\/30 2001:db8:104::2\/126 /m,
          /^lo .* 203\.0\.113\.10\/32 2001:db8:113::10\/128 /m,
        ];
        return wanted.every((one) => one.test(seen)) ? undefined : seen;
      });
      expect(complaints(await log())).toEqual([]);
      expect(await log()).not.toContain('Failed');
    });

    test('are understood with bonds and VLANs, and a wrong word in them would be seen', async () => {
      const files = renderServer(everyOption(), 'server1', 'NETWORKD');
      const wrong = { ...files, '10-lo.network': (files['10-lo.network'] ?? '').replace('Address=', 'Adress=') };
      const { log, running } = await networkd(wrong, ['ens1f0']);
      await running.waitUntil('its start', async () => {
        const said = await log();
        return said.includes('Enumeration completed') ? undefined : said;
      });
      expect(complaints(await log())).toEqual([expect.stringMatching(/10-lo\.network:\d+: Unknown key 'Adress'/)]);
    });
  },
  { [NETWORKD]: 'systemd' },
);
