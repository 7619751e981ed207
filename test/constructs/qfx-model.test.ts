import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Testing } from 'cdktf';
import { FabricStack, LeafDevice, MultihomedServer, QfxModel } from '../../lib/index';
import type { FabricIntent } from '../../lib/intent/fabric-intent';
import { fabricSourceOf } from '../../lib/manifest/fabric-source';
import { buildManifest } from '../../lib/manifest/build-manifest';
import { readManifest } from '../../lib/manifest/read-manifest';
import { writeManifest } from '../../lib/manifest/write-manifest';
import { modelOf, QFX_MODELS } from '../../lib/platform/qfx-models';
import { FABRIC_PROPS, guideVrf } from '../support/guide-stack';
import { WITHOUT_HOST_KEYS } from '../support/fabric-fixture';

const OWN = {
  name: 'qfx5120-48t-6c',
  like: QfxModel.QFX5120_48Y,
  ports: [{ first: 'xe-0/0/0', last: 'xe-0/0/47', speeds: ['10g'] }],
  requiresOverlayEcmp: false,
};

/** One leaf of a model, with a server on a port. */
function fabricOf(model: QfxModel, port: string): FabricIntent {
  const stack = new FabricStack(Testing.app(), 'dc1', FABRIC_PROPS);
  const leaf = new LeafDevice(stack, 'leaf10', {
    model,
    junos: '20.2R2',
    loopback: '192.168.1.10',
    managementAddress: '10.0.0.10',
  });
  new MultihomedServer(stack, 'server1', {
    vrf: guideVrf(stack),
    asn: 4220000001,
    prefixes: ['10.1.5.0/24'],
    attachments: [{ leaf, interface: port, subnet: '172.16.104.0/30' }],
  });
  const intent = fabricSourceOf(stack.fabric)?.intent();
  if (intent === undefined) throw new Error('a fabric offers its intent');
  return intent;
}

test('a known model is in the intent by its name alone', () => {
  const [device] = fabricOf(QfxModel.QFX10002_60C, 'et-0/0/15').devices;
  expect(device).toMatchObject({ model: 'qfx10002-60c' });
  expect(device).not.toHaveProperty('modelFacts');
});

test("a model of the user's own is in the intent with its facts, which decide about ports and prerequisites", () => {
  const [device] = fabricOf(QfxModel.custom(OWN), 'xe-0/0/15').devices;
  if (device === undefined) throw new Error('there is a device');
  expect(modelOf(device).productName).toBe('QFX5120-48T-6C');
  expect(device.prerequisites).not.toHaveProperty('overlayEcmp');
});

test('its facts travel in the manifest', () => {
  const fabric = fabricOf(QfxModel.custom({ ...OWN, supportedFrom: '20.2R2' }), 'xe-0/0/15');
  const directory = mkdtempSync(join(tmpdir(), 'junos-fabric-model-'));
  writeManifest(directory, buildManifest(fabric, WITHOUT_HOST_KEYS));
  const { manifest } = readManifest(join(directory, 'fabric.json'));
  expect(manifest.fabric).toEqual(fabric);
  expect(manifest.fabric.devices[0]?.modelFacts?.statedFrom).toBe('20.2R2');
});

test('facts of a known model can be corrected', () => {
  const corrected = QfxModel.custom({ name: 'qfx5120-32c', like: QfxModel.QFX5120_32C, requiresOverlayEcmp: false });
  const [device] = fabricOf(corrected, 'et-0/0/15').devices;
  expect(device?.modelFacts?.requiresOverlayEcmp).toBe(false);
});

test('a token is refused, and a model is named as the device does', () => {
  expect(() => QfxModel.custom({ ...OWN, name: '${TfToken[TOKEN.0]}' })).toThrow();
  expect(QfxModel.of('QFX5210-64C').name).toBe('qfx5210-64c');
  expect(QFX_MODELS.map(({ name }) => QfxModel.of(name).name)).toEqual(QFX_MODELS.map(({ name }) => name));
});
