import type { FabricIntent } from '../../../../lib/intent/fabric-intent';
import type { LoadedManifest } from '../../../../lib/manifest/read-manifest';
import { apply } from '../../../../lib/rollout/execute/apply';
import type { DevicePlan } from '../../../../lib/rollout/plan/change-plan';
import { plan } from '../../../../lib/rollout/plan/plan';
import { GuideLab } from '../../support/guide-lab';

let guide: GuideLab;
beforeEach(async () => {
  guide = await GuideLab.start();
});
afterEach(async () => {
  await guide.stop();
});

async function planOf(hostname: string, manifest: LoadedManifest): Promise<DevicePlan> {
  const { devices } = await plan(manifest, guide.options);
  const found = devices.find((device) => device.hostname === hostname);
  if (found === undefined) throw new Error(`${hostname} is planned`);
  return found;
}

/** A manifest whose group on leaf10 has one line more than the library renders. */
function withLine(line: string, fabric: FabricIntent = guide.fabric()): LoadedManifest {
  const manifest = guide.manifest(fabric);
  return {
    ...manifest,
    group: (hostname) => {
      const group = manifest.group(hostname).clone();
      if (hostname === 'leaf10') group.set(...line.split(' '));
      return group;
    },
  };
}

const UNKNOWN = 'system services netconf rfc-compliant';
const CONSENT = { kind: 'forwardingRestart', hostname: 'leaf10', reason: 'maintenance on Sunday' } as const;

test('a server that comes, and one whose prefixes change, disrupt nothing', async () => {
  expect((await planOf('leaf10', guide.manifest())).disruption).toEqual({ class: 'hitless', statements: [] });
  expect((await apply(guide.manifest(), guide.options)).outcome).toBe('confirmed');
  const staged = guide.events.filter((event) => event.type === 'staged');
  expect(staged.map(({ hostname, disruption }) => [hostname, disruption])).toEqual([
    ['leaf10', 'hitless'],
    ['leaf11', 'hitless'],
    ['leaf12', 'hitless'],
  ]);
  const changed = guide.manifest(guide.fabric({ prefixes: ['10.1.5.0/24', '10.1.6.0/24'] }));
  expect((await planOf('leaf10', changed)).disruption).toEqual({ class: 'hitless', statements: [] });
  expect((await planOf('leaf10', guide.manifest())).disruption?.class).toBe('hitless');
});

test('the plan says what resets a session, from where that is known, and that the server has to change too', async () => {
  await apply(guide.manifest(), guide.options);
  const { disruption, consent } = await planOf('leaf11', guide.manifest(guide.fabric({ serverAsn: 4220000009 })));
  expect(consent).toBe('notNeeded');
  expect(disruption).toEqual({
    class: 'sessionReset',
    statements: [
      {
        line: 'set routing-instances VRF_5 protocols bgp group server1 neighbor 172.16.104.6 peer-as 4220000009',
        class: 'sessionReset',
        why: 'the AS numbers are exchanged when a session opens',
        source: 'RFC 4271, 4.2',
        provenance: 'documented',
        otherEnd: 'the other end of the link or session',
      },
    ],
  });
});

test('a server that goes takes its session and port with it, and needs no consent', async () => {
  await apply(guide.manifest(), guide.options);
  const fabric = guide.fabric();
  const without = {
    ...fabric,
    servers: [],
    devices: fabric.devices.map((device) => ({ ...device, interfaces: [], peerings: [] })),
  };
  const { disruption, consent } = await planOf('leaf10', guide.manifest(without));
  expect(consent).toBe('notNeeded');
  expect(disruption?.statements.map((one) => `${one.class} ${one.line}`)).toEqual([
    'interfaceFlap delete interfaces et-0/0/15',
    'interfaceFlap delete routing-instances VRF_5 interface et-0/0/15.0',
    'sessionReset delete routing-instances VRF_5 protocols bgp',
  ]);
});

test('what nobody knows is taken for the worst: refused before anything is touched, with the consent to write', async () => {
  const manifest = withLine(UNKNOWN);
  expect(await planOf('leaf10', manifest)).toMatchObject({ consent: 'missing', disruption: { class: 'unknown' } });
  const { outcome, problems } = await apply(manifest, guide.options);
  expect(outcome).toBe('refused');
  expect(problems.map(({ hostname, code }) => [hostname, code])).toEqual([['leaf10', 'unknownDisruptionNotAllowed']]);
  expect(problems[0]?.message).toContain(`\n  set ${UNKNOWN}`);
  expect(problems[0]?.message).toContain('Consent.forwardingRestart({ device, reason }) for leaf10');
  expect(guide.touchedLeaves()).toEqual([]);
});

test('with the consent it is rolled out, and the plan says that there is one', async () => {
  const manifest = withLine(UNKNOWN, { ...guide.fabric(), consents: [CONSENT] });
  expect((await planOf('leaf10', manifest)).consent).toBe('given');
  expect((await apply(manifest, guide.options)).outcome).toBe('confirmed');
  expect(guide.events.find((event) => event.type === 'staged' && event.hostname === 'leaf10')).toMatchObject({
    disruption: 'unknown',
  });
  expect((await planOf('leaf10', manifest)).consent).toBe('notNeeded');
});

test('a group that is not in effect did nothing, so that putting it into effect is all new', async () => {
  await apply(guide.manifest(), guide.options);
  const manifest = guide.manifest(guide.fabric({ serverAsn: 4220000009 }));
  expect((await planOf('leaf10', manifest)).disruption?.class).toBe('sessionReset');
  guide.leaf('leaf10').edit('delete apply-groups dc1');
  expect((await planOf('leaf10', manifest)).disruption).toEqual({ class: 'hitless', statements: [] });
});

test('a secret is not in the plan', async () => {
  await apply(guide.manifest(), guide.options);
  const key = 'routing-instances VRF_5 protocols bgp group server1 authentication-key verysecret';
  const planned = await planOf('leaf10', withLine(key));
  expect(planned.disruption?.class).toBe('sessionReset');
  expect(JSON.stringify(planned.disruption)).not.toContain('verysecret');
});

test('facts of a model that the user gave decide', async () => {
  const fabric = guide.fabric();
  const own = {
    name: 'qfx10002-60c',
    productName: 'QFX10002-60C',
    series: 'QFX5000',
    ports: [],
    routesVxlan: true,
    requiresOverlayEcmp: false,
    dualRoutingEngine: false,
    evolved: false,
  } as const;
  const withFacts = { ...fabric, devices: fabric.devices.map((device) => ({ ...device, modelFacts: own })) };
  const line = 'chassis fpc 0 pic 0 port 3 channel-speed 10g';
  expect((await planOf('leaf10', withLine(line))).disruption?.class).toBe('interfaceFlap');
  expect((await planOf('leaf10', withLine(line, withFacts))).disruption?.class).toBe('forwardingRestart');
});
