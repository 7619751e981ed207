import { connect } from 'node:net';
import { once } from 'node:events';
import { JunosLab } from '../../lib/testing/lab';
import type { LabTopology } from '../../lib/testing/lab';
import { errorOf } from '../support/errors';
import { SITE } from '../world/support';

const device = (hostname: string, role: 'leaf' | 'spine', loopback: string): LabTopology['devices'][number] => ({
  hostname,
  role,
  model: 'qfx10002-60c',
  junos: '19.1R2',
  loopback,
});

const TOPOLOGY: LabTopology = {
  overlayAsn: 4210000001,
  devices: [device('spine1', 'spine', '192.168.0.1'), device('leaf10', 'leaf', '192.168.1.10')],
  servers: [],
};

test('a lab starts, listens, takes configuration, and is gone when it stops', async () => {
  const lab = await JunosLab.start(TOPOLOGY);
  try {
    expect(lab.hostnames).toEqual(['spine1', 'leaf10']);
    expect(lab.knownHosts).toContain(`[127.0.0.1]:${lab.port('leaf10')}`);
    const socket = connect(lab.port('leaf10'), '127.0.0.1');
    const [greeting] = (await once(socket, 'data')) as [Buffer];
    expect(greeting.toString()).toMatch(/^SSH-2\.0/);
    socket.destroy();
    lab.edit('leaf10', 'set interfaces et-0/0/15 description spare');
    expect(lab.setLines('leaf10')).toContain('set interfaces et-0/0/15 description spare');
    expect(lab.configuration('leaf10')).toContain('description spare;');
    expect(lab.learnedBy('nobody')).toEqual([]);
    lab.powerOff('leaf10');
    lab.powerOn('leaf10');
    lab.advance(60);
    expect(errorOf(() => lab.port('leaf99')).code).toBe('unknownLabDevice');
  } finally {
    await lab.stop();
  }
});

test('a lab of saved configurations has their sessions, and says what they leave open', async () => {
  const lab = await JunosLab.fromConfigurations(SITE);
  try {
    expect(lab.hostnames).toEqual(['spine1', 'leaf1', 'leaf2']);
    expect(lab.sessions('leaf1')).toEqual([
      { instance: 'master', neighbor: '10.0.0.0', state: 'Established', peer: 'spine1' },
      { instance: 'master', neighbor: '2001:db8::', state: 'Established', peer: 'spine1' },
      { instance: 'VRF_5', neighbor: '172.16.1.2', state: 'Established', peer: 'server1' },
    ]);
    expect(lab.notes).toContain('leaf1 makes nothing of: protocols rstp (1)');
    lab.edit('leaf1', 'set routing-options autonomous-system 65009');
    expect(lab.sessions('leaf1').map(({ state }) => state)).toEqual(['Active', 'Active', 'Active']);
    expect(errorOf(() => lab.sessions('leaf99')).code).toBe('unknownLabDevice');
  } finally {
    await lab.stop();
  }
});
