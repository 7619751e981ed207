import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FabricIntent } from '../../lib/intent/fabric-intent';
import { Twin } from '../../lib/twin/engine/twin';
import { renderServer } from '../../lib/render/server/render-server';
import {
  bfdDuringRestart,
  clusterNode,
  everyOption,
  guideServer,
  hostAddresses,
  serverFabric,
} from '../render/server/fabrics';
import { describeWithTwin } from './support/requirements';
import { lonePlan } from './support/server-twin';

const RELOAD = '/usr/lib/frr/frr-reload.py';
/** What zebra, bgpd and bfdd find when they start, before vtysh hands them the integrated file. */
const EMPTY = { 'zebra.conf': '', 'bgpd.conf': '', 'bfdd.conf': '' };

let directory: string;
let twin: Twin | undefined;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'reload-'));
});

afterEach(async () => {
  await twin?.down();
  twin = undefined;
  rmSync(directory, { recursive: true, force: true });
});

async function lone(files: Readonly<Record<string, string>>): Promise<(command: string) => Promise<string>> {
  const running = await Twin.up({ plan: lonePlan(files), directory: join(directory, 'twin') });
  twin = running;
  return (command) => running.run('server1', command);
}

const FORWARDING = 'cat /proc/sys/net/ipv4/ip_forward /proc/sys/net/ipv6/conf/all/forwarding';
const SHOW = "vtysh -c 'show running-config'";

/** Every kind of file; among them one that says aloud what FRR has by default, and one with a single home. */
const FABRICS: readonly (readonly [title: string, fabric: FabricIntent, forwards: boolean])[] = [
  ['an address of each family', hostAddresses(), false],
  ['the same on a host of others', hostAddresses({ forwarding: true }), true],
  ['the guide', guideServer(), true],
  ['every option', everyOption(), true],
  ['a node of a cluster', clusterNode(), true],
  ['BFD beside graceful restart', bfdDuringRestart(), false],
  [
    'one home and nothing announced',
    serverFabric([{ hostname: 'leaf10', inet: ['172.16.104.0/31', '172.16.104.1/31'] }], { prefixes: [] }),
    false,
  ],
];

describeWithTwin(
  'frr.conf, loaded again',
  () => {
    test.each(FABRICS)('changes nothing, and is what a restart makes: %s', async (_title, fabric, forwards) => {
      const { 'frr.conf': text = '', ...others } = renderServer(fabric, 'server1', 'FRR');
      const run = await lone(EMPTY);
      const files = Object.entries({ 'frr.conf': text, ...others }).map(([name, content]) => {
        writeFileSync(join(directory, name), content);
        return join(directory, name);
      });
      const [file = '', settings = ''] = files;
      const value = forwards ? '1\n1\n' : '0\n0\n';
      // As after a boot: first what sysctl.d says, then the daemons.
      await run(`sysctl --quiet --load ${settings}`);
      expect(await run(FORWARDING)).toBe(value);
      await run(`vtysh -f ${file} 2> /dev/null`);
      const shown = await run(SHOW);
      expect((await run(`${RELOAD} --test --stdout ${file} 2> /dev/null`)).trim()).toBe('');
      for (let time = 0; time < 2; time += 1) {
        await run(`${RELOAD} --reload ${file} > /dev/null 2>&1`);
        expect([await run(SHOW), await run(FORWARDING)]).toEqual([shown, value]);
      }
    });

    test('says the same as the files of single daemons', async () => {
      const { 'frr.conf': text = '' } = renderServer(hostAddresses(), 'server1', 'FRR');
      const run = await lone(renderServer(hostAddresses(), 'server1', 'FRR_DAEMONS'));
      const file = join(directory, 'frr.conf');
      writeFileSync(file, text);
      expect((await run(`${RELOAD} --test --stdout ${file} 2> /dev/null`)).trim()).toBe('');
    });

    test('turns forwarding off where sysctl.d does not', async () => {
      const run = await lone(EMPTY);
      const file = join(directory, 'frr.conf');
      writeFileSync(file, renderServer(hostAddresses(), 'server1', 'FRR')['frr.conf'] ?? '');
      expect(await run(FORWARDING)).toBe('1\n1\n');
      await run(`vtysh -f ${file} 2> /dev/null`);
      expect(await run(FORWARDING)).toBe('0\n0\n');
    });

    test('would be seen with a line that FRR does not show', async () => {
      const run = await lone(EMPTY);
      const file = join(directory, 'frr.conf');
      const { 'frr.conf': text = '' } = renderServer(hostAddresses(), 'server1', 'FRR');
      writeFileSync(file, text.replace(' bgp log-neighbor-changes\n', '$& bgp network import-check\n'));
      await run(`vtysh -f ${file} 2> /dev/null`);
      expect(await run(`${RELOAD} --test --stdout ${file} 2> /dev/null`)).toContain('bgp network import-check');
    });
  },
  { [RELOAD]: 'frr-pythontools' },
);
