import { Lab } from '../../lib/emulator/lab';
import { guideTopology } from './support/guide';
import { describeWithPython, runClient, runPlaybook } from './support/python';

let lab: Lab;

beforeEach(async () => {
  lab = await Lab.start(guideTopology());
});

afterEach(async () => {
  await lab.stop();
});

const drive = (script: string) =>
  runClient(script, [String(lab.port('leaf10'))], (seconds) => {
    lab.clock.advance(seconds * 1000);
  });

describeWithPython('PyEZ', ['jnpr.junos'], () => {
  test('locks, loads set, text and XML, compares, checks, commits, rolls back, reads a table', async () => {
    await expect(drive('pyez.py')).resolves.toEqual([
      'facts leaf10 QFX10002-60C 19.1R2',
      'locked True',
      'diff [edit interfaces] + et-0/0/20 { + description "by set"; + }',
      'check True',
      'committed by set',
      'committed by text',
      'committed by xml',
      'pending commit confirmed, rollback in 5mins | by xml | rollback pending',
      'before the timer by xml',
      'after the timer by text root other',
      'confirmed by a check by xml',
      'rollback [edit interfaces et-0/0/20] - description "by xml"; + description "by text";',
      'nothing None',
      'unknown True',
      'refused True',
      "lldp ['et-0/0/15 - server1']",
      'discarded None',
      'released None',
    ]);
  });
});

const SERVER_PORT = [
  'set interfaces et-0/0/15 description "server 1"',
  'set interfaces et-0/0/15 unit 0 family inet address 172.16.104.1/30',
].join('\n');

describeWithPython('PyEZ', ['jnpr.junos'], () => {
  test('reads facts, commands, tables of ports; what the lab has no text or JSON for is refused by name', async () => {
    lab.device('leaf10').edit(SERVER_PORT);
    await expect(drive('pyez_operational.py')).resolves.toEqual([
      'fact hostname leaf10',
      'fact model QFX10002-60C',
      'fact version 19.1R2',
      expect.stringMatching(/^fact serialnumber LAB\d{8}$/),
      'fact 2RE False',
      'fact master RE0',
      'fact personality SWITCH',
      'RE0 master RE-QFX10002-60C',
      "version ['Hostname: leaf10', 'Model: qfx10002-60c', 'Junos: 19.1R2', 'JUNOS OS Kernel 64-bit [19.1R2]']",
      "terse ['Interface Admin Link Proto Local Remote', 'et-0/0/15 up up', 'et-0/0/15.0 up up inet 172.16.104.1/30']",
      'bgp Groups: 2 Peers: 4 Down peers: 0',
      'commits 2',
      `configuration ['description "server 1";', 'unit 0 {', 'family inet {', 'address 172.16.104.1/30;', '}', '}']`,
      `set ['set interfaces et-0/0/15 description "server 1"', 'set interfaces et-0/0/15 unit 0 family inet address 172.16.104.1/30']`,
      'xml leaf10',
      'rpc <get-bgp-summary-information/>',
      expect.stringContaining('"show ospf neighbor" is not emulated'),
      "as text ['Hostname:', 'leaf10']",
      'as json json output of get-software-information is not emulated',
      'as text, too text output of get-bfd-session-information is not emulated',
      'configuration as json a configuration as JSON is not emulated',
      'port up up 1514 Full-duplex True',
      "ports ['et-0/0/15']",
    ]);
  });
});

describeWithPython('Ansible', ['ansible_collections.junipernetworks.junos', 'ncclient', 'xmltodict'], () => {
  test('runs junos_command, junos_facts and junos_interfaces', async () => {
    lab.device('leaf10').edit(SERVER_PORT);
    const found = (await runPlaybook('ansible.yml', 'leaf10', lab.port('leaf10'))) as {
      readonly commands: readonly (readonly string[])[];
      readonly facts: Readonly<Record<string, unknown>>;
    };
    const [version, interfaces, summary, configuration] = found.commands;
    expect(version?.slice(0, 3)).toEqual(['Hostname: leaf10', 'Model: qfx10002-60c', 'Junos: 19.1R2']);
    expect(interfaces).toContain('et-0/0/15.0             up    up   inet     172.16.104.1/30');
    expect(summary?.[0]).toBe('Groups: 2 Peers: 4 Down peers: 0');
    expect(configuration?.[0]).toBe('description "server 1";');
    expect(found).toMatchObject({
      rpc: [version],
      as_json: 'json output of get-software-information is not emulated',
      merged: true,
      again: false,
    });
    expect(found.facts).toMatchObject({
      ansible_net_hostname: 'leaf10',
      ansible_net_model: 'qfx10002-60c',
      ansible_net_version: '19.1R2',
      ansible_net_serialnum: expect.stringMatching(/^LAB/) as string,
      ansible_net_config: expect.stringContaining(SERVER_PORT) as string,
      ansible_net_interfaces: { 'et-0/0/15': { 'oper-status': 'up', mtu: '1514', speed: '100Gbps' } },
      ansible_net_has_2RE: false,
    });
    expect(found).toHaveProperty(
      'gathered',
      expect.arrayContaining([
        expect.objectContaining({ name: 'et-0/0/15', description: 'by Ansible', enabled: false }),
      ]),
    );
    expect(lab.device('leaf10').effective.has('interfaces', 'et-0/0/15', 'disable')).toBe(true);
  });
});

describeWithPython('ncclient', ['ncclient'], () => {
  test('with its Junos handler drives a device through a confirmed commit', async () => {
    await expect(drive('ncclient_junos.py')).resolves.toEqual([
      'session True True',
      'locked lock-denied True',
      'diff True',
      'check True',
      'committed True',
      'rolled back False',
      'again True',
      "history ['again', 'confirmed']",
      'discarded True',
    ]);
  });

  test('with RFC 6241 operations alone drives a device', async () => {
    await expect(drive('ncclient_default.py')).resolves.toEqual([
      'capabilities True True',
      'candidate one running None',
      'running one',
      'running two',
      'running one',
      'candidate one',
      'refused syntax error',
    ]);
  });
});
