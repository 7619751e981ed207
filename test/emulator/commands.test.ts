import type { EmulatedJunos } from '../../lib/emulator/junos/emulated-junos';
import { Lab } from '../../lib/emulator/lab';
import { errorMessages, exchange, texts } from './support/exchange';
import { guideLines, guideTopology } from './support/guide';

let lab: Lab;
let leaf: EmulatedJunos;
beforeEach(() => {
  lab = Lab.inProcess(guideTopology(), { time: 'standing' });
  leaf = lab.device('leaf10');
  leaf.edit(guideLines(10));
});
afterEach(async () => {
  await lab.stop();
});

const command = (text: string, format?: string) => {
  const attribute = format === undefined ? '' : ` format="${format}"`;
  return exchange(leaf, `<command${attribute}>${text.replaceAll('<', '&lt;')}</command>`);
};
const printed = (text: string, format = 'text'): string[] => {
  const reply = command(text, format);
  const [output = ''] = [...texts(reply, 'output'), ...texts(reply, 'configuration-output')];
  return output.trim().split('\n');
};

describe('a command', () => {
  test.each([
    ['show version', 'software-information'],
    ['show system uptime', 'system-uptime-information'],
    ['show interfaces terse', 'interface-information'],
    ['show bgp neighbor', 'bgp-information'],
    ['show route table VRF_5.inet.0', 'route-information'],
    ['show route 10.1.5.0/24', 'route-information'],
    ['show lldp neighbors', 'lldp-neighbors-information'],
    ['show chassis hardware', 'chassis-inventory'],
    ['show chassis routing-engine | no-more', 'route-engine-information'],
    ['show bfd session', 'bfd-session-information'],
    ['show configuration system', 'configuration'],
  ])('%s is answered as the RPC that it stands for', (text, element) => {
    expect(command(text).children[0]?.name).toBe(element);
  });

  test('asks for XML by a pipe as by the attribute, and for the RPC itself', () => {
    expect(texts(command('show version | display xml', 'text'), 'host-name')).toEqual(['leaf10']);
    const [rpc] = command('show interfaces terse et-0/0/15 | display xml rpc').children;
    expect(rpc?.name).toBe('rpc');
    expect(rpc?.children[0]?.name).toBe('get-interface-information');
    expect(rpc?.children[0]?.children.map(({ name }) => name)).toEqual(['terse', 'interface-name']);
  });

  test('prints the sessions as the table of the reply has them', () => {
    const lines = printed('show bgp summary');
    expect(lines[0]).toBe('Groups: 3 Peers: 5 Down peers: 0');
    expect(lines.filter((line) => line.startsWith('172.16.104.2'))).toEqual([
      expect.stringMatching(/^172\.16\.104\.2 +4220000001 +\d+ +\d+ +0 +0 +\d\d:\d\d:\d\d Establ$/),
    ]);
  });

  test('prints the commits, the newest first', () => {
    leaf.edit('set system location building B1', 'moved');
    const [newest = '', log] = printed('show system commit');
    expect(newest).toMatch(/^0 +\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC by \S+ via cli$/);
    expect(log).toBe('    moved');
  });

  test('prints the configuration at a path, in text, as set lines, and with what it inherits', () => {
    leaf.edit('set groups g interfaces <et-*> mtu 9192\nset apply-groups g');
    expect(printed('show configuration interfaces et-0/0/15 unit 0')).toEqual([
      'family inet {',
      '    address 172.16.104.1/30;',
      '}',
    ]);
    expect(printed('show configuration routing-options | display set')).toContain(
      'set routing-options autonomous-system 4210000001',
    );
    expect(printed('show configuration interfaces et-0/0/15')).not.toContain('mtu 9192;');
    expect(printed('show configuration interfaces et-0/0/15 | display inheritance')).toContain('mtu 9192;');
    expect(printed('show configuration interfaces et-0/0/99')).toEqual(['']);
  });

  test.each([
    ['show ospf neighbor', undefined, '"show ospf neighbor" is not emulated'],
    ['show version | match Junos', undefined, 'the pipe "| match Junos" is not emulated'],
    ['show version', 'json', 'json output of get-software-information is not emulated'],
    ['show version | display json', undefined, 'json output of get-software-information is not emulated'],
    ['show bfd session', 'text', 'text output of get-bfd-session-information is not emulated'],
    ['show interfaces', 'text', 'text output of get-interface-information is not emulated'],
    ['show bgp summary | display set', undefined, '"display set" of "show bgp summary" is not emulated'],
    ['show configuration', 'json', 'json of "show configuration" is not emulated'],
    ['request system reboot', undefined, 'unknown command'],
    ['show configuration colour', undefined, 'syntax error'],
  ])('%s (%s) is refused by name', (text, format, refusal) => {
    expect(errorMessages(command(text, format))).toEqual([refusal]);
  });
});

describe('an RPC with a format', () => {
  test('is answered as text where that is known, and else refused by name', () => {
    expect(texts(exchange(leaf, '<get-software-information format="text"/>'), 'output')[0]).toContain(
      'Hostname: leaf10',
    );
    expect(texts(exchange(leaf, '<get-software-information format="xml"/>'), 'host-name')).toEqual(['leaf10']);
    expect(errorMessages(exchange(leaf, '<get-bgp-summary-information format="JSON"/>'))).toEqual([
      'json output of get-bgp-summary-information is not emulated',
    ]);
    expect(errorMessages(exchange(leaf, '<get-bgp-summary-information format="yaml"/>'))).toEqual(['syntax error']);
  });

  test('is refused by name for a configuration in JSON, read or loaded', () => {
    expect(errorMessages(exchange(leaf, '<get-configuration format="json"/>'))).toEqual([
      'a configuration as JSON is not emulated',
    ]);
    expect(
      errorMessages(
        exchange(
          leaf,
          '<load-configuration format="json"><configuration-json>{}</configuration-json></load-configuration>',
        ),
      ),
    ).toEqual(['a load of JSON is not emulated']);
  });
});

describe('the standard get', () => {
  test('answers with what is committed, as a filter chooses', () => {
    const filter = '<filter type="subtree"><configuration><system><host-name/></system></configuration></filter>';
    const reply = exchange(leaf, `<get>${filter}</get>`);
    expect(texts(reply, 'host-name')).toEqual(['leaf10']);
    expect(texts(reply, 'interfaces')).toEqual([]);
    expect(texts(exchange(leaf, '<get/>'), 'host-name')).toContain('leaf10');
  });

  test('names what else of the state of a device it is asked for', () => {
    expect(errorMessages(exchange(leaf, '<get><filter><interfaces-state/></filter></get>'))).toEqual([
      '<get> of <interfaces-state> is not emulated',
    ]);
  });
});

describe('interfaces', () => {
  const named = (name: string) =>
    texts(
      exchange(
        leaf,
        `<get-interface-information><terse/><interface-name>${name}</interface-name></get-interface-information>`,
      ),
      'name',
    );

  test('are chosen by a wildcard, ports before units; none is no error', () => {
    expect(named('et-0/0/1*')).toEqual(['et-0/0/15', 'et-0/0/15.0']);
    expect(named('[efgx][et]-0/0/15')).toEqual(['et-0/0/15', 'et-0/0/15.0']);
    expect(named('et-0/0/1?.0')).toEqual(['et-0/0/15.0']);
    expect(named('xe-*')).toEqual([]);
  });

  test('are chosen by the instance of their units', () => {
    const ask =
      '<get-interface-information><terse/><routing-instance>VRF_5</routing-instance></get-interface-information>';
    expect(texts(exchange(leaf, ask), 'name')).toEqual(['et-0/0/15', 'et-0/0/15.0']);
  });

  test('say speed, address and state of a port', () => {
    leaf.edit('set interfaces et-0/0/15 speed 40g');
    const reply = exchange(
      leaf,
      '<get-interface-information><interface-name>et-0/0/15</interface-name></get-interface-information>',
    );
    expect([texts(reply, 'speed'), texts(reply, 'link-mode')]).toEqual([['40Gbps'], ['Full-duplex']]);
    expect(texts(reply, 'current-physical-address')).toEqual([expect.stringMatching(/^02(:[0-9a-f]{2}){5}$/)]);
  });
});

test('enable takes disable away, and masks that of a group', () => {
  const load = (state: string): void => {
    const content = `<configuration><interfaces><interface><name>et-0/0/15</name><${state}/></interface></interfaces></configuration>`;
    exchange(leaf, `<load-configuration action="merge" format="xml">${content}</load-configuration>`);
    exchange(leaf, '<commit-configuration/>');
  };
  const status = (): string[] => {
    const [admin, oper] = ['admin-status', 'oper-status'].map((name) => texts(exchange(leaf, TERSE), name)[0] ?? '');
    return [admin ?? '', oper ?? ''];
  };
  load('disable');
  expect(status()).toEqual(['down', 'down']);
  load('enable');
  expect(status()).toEqual(['up', 'up']);
  expect(leaf.effective.has('interfaces', 'et-0/0/15', 'disable')).toBe(false);
  leaf.edit('set groups off interfaces <et-*> disable\nset apply-groups off');
  expect(status()).toEqual(['up', 'up']);
  leaf.edit('delete interfaces et-0/0/15 enable');
  expect(status()).toEqual(['down', 'down']);
});

const TERSE =
  '<get-interface-information><terse/><interface-name>et-0/0/15</interface-name></get-interface-information>';

test('one port is asked for its neighbor', () => {
  leaf.edit('set protocols lldp interface all');
  const at = (port: string) =>
    texts(
      exchange(
        leaf,
        `<get-lldp-interface-neighbors><interface-device>${port}</interface-device></get-lldp-interface-neighbors>`,
      ),
      'lldp-remote-system-name',
    );
  expect([at('et-0/0/15'), at('et-0/0/99')]).toEqual([['server1'], []]);
});

test('a device with two routing engines has two in its inventory, the first of them the master', async () => {
  const topology = guideTopology();
  const devices = topology.devices.map((one) => ({ ...one, routingEngines: 2 as const }));
  const dual = Lab.inProcess({ ...topology, devices }, { time: 'standing' });
  const engines = exchange(dual.device('leaf10'), '<get-route-engine-information/>');
  expect(texts(engines, 'mastership-state')).toEqual(['master', 'backup']);
  const inventory = exchange(dual.device('leaf10'), '<get-chassis-inventory/>');
  expect(texts(inventory, 'name')).toEqual(['Chassis', 'Routing Engine 0', 'Routing Engine 1']);
  await dual.stop();
});
