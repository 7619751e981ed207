import { connect } from 'node:net';
import { once } from 'node:events';
import { JunosLab } from '../../lib/testing/lab';
import type { LabTopology } from '../../lib/testing/lab';
import { errorOf } from '../support/errors';

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
