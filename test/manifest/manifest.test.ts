import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import type { DeviceIntent, FabricIntent } from '../../lib/intent/fabric-intent';
import { writeSet } from '../../lib/junos/formats/set-writer';
import type { ManifestBundle } from '../../lib/manifest/build-manifest';
import { buildManifest, filesOfDevice } from '../../lib/manifest/build-manifest';
import { DeviceFiles } from '../../lib/manifest/device-files';
import type { Manifest } from '../../lib/manifest/manifest';
import { readManifest } from '../../lib/manifest/read-manifest';
import { RenderCache } from '../../lib/manifest/render-cache';
import { MAX_MESSAGE_BYTES } from '../../lib/netconf/framing';
import { ManifestDirectory, writeManifest } from '../../lib/manifest/write-manifest';
import { errorOf } from '../support/errors';
import { WITHOUT_HOST_KEYS, guideFabric } from '../support/fabric-fixture';

/** A fabric in which every optional thing is there. */
function fullFabric(): FabricIntent {
  const guide = guideFabric();
  const [first, second, third] = guide.devices;
  if (first === undefined || second === undefined || third === undefined) throw new Error('the guide has three leaves');
  const [attached] = first.interfaces;
  const [peering] = first.peerings;
  if (attached === undefined || peering === undefined) throw new Error('the guide has a server');
  return {
    ...guide,
    devices: [
      {
        ...first,
        login: { method: 'keyFile', user: 'x', path: '~/.ssh/id', passphraseFromEnv: 'P' },
        prerequisites: { ...first.prerequisites, vtepSourceInterface: 'CONFIGURE', overlayEcmp: 'PRESENT' },
        interfaces: [{ ...attached, unit: 100, vlanId: 100, mtu: 9100, expect: 'PROVISIONED' }],
        peerings: [
          { ...peering, acceptedPrefixes: null, acceptAnythingReason: 'why', holdTimeSec: 30, bfd: undefined },
        ],
      },
      { ...second, login: { method: 'password', user: 'x', fromEnv: 'P' }, removalPolicy: 'RETAIN' },
      { ...third, routeDistinguisherId: '10.255.0.12', failureDomain: 'side A' },
    ],
    consents: [
      { kind: 'forwardingRestart', hostname: first.hostname, reason: 'why' },
      { kind: 'overwriteDrift', hostname: first.hostname, digest: 'ab12cd34', reason: 'why' },
    ],
    acknowledgements: [{ constructPath: first.constructPath, rule: 'server/single-homed', reason: 'why' }],
  };
}

function directory(): string {
  return mkdtempSync(join(tmpdir(), 'junos-fabric-manifest-'));
}

/** Writes a manifest, lets the test spoil it, and names the file. */
function spoiled(spoil: (manifest: Record<string, never> & Manifest, directory: string) => unknown): string {
  const target = directory();
  writeManifest(target, buildManifest(guideFabric(), WITHOUT_HOST_KEYS));
  const file = join(target, 'fabric.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as Record<string, never> & Manifest;
  const result = spoil(manifest, target);
  if (result !== undefined) writeFileSync(file, typeof result === 'string' ? result : JSON.stringify(result));
  return file;
}

describe('a manifest that was written', () => {
  test('is read back as it was, with everything optional in it', () => {
    const target = directory();
    const bundle = buildManifest(fullFabric(), { hostKeys: { source: 'hosts/leaves', text: () => '# none\n' } });
    writeManifest(target, bundle);
    const loaded = readManifest(join(target, 'fabric.json'));
    expect(loaded.manifest).toEqual(JSON.parse(JSON.stringify(bundle.manifest)));
    expect(loaded.manifest.knownHosts).toEqual({ file: 'known_hosts', source: 'hosts/leaves' });
    expect(readFileSync(join(target, 'known_hosts'), 'utf8')).toBe('# none\n');
    expect(loaded.directory).toBe(target);
  });

  test('has the digest of its bytes', () => {
    const target = directory();
    const bundle = buildManifest(guideFabric(), WITHOUT_HOST_KEYS);
    writeManifest(target, bundle);
    const bytes = readFileSync(join(target, 'fabric.json'));
    expect(bundle.digest).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect(readManifest(join(target, 'fabric.json')).digest).toBe(bundle.digest);
  });

  test('gives the configuration of each device, and an empty base where there is none', () => {
    const target = directory();
    const bundle = buildManifest(fullFabric(), WITHOUT_HOST_KEYS);
    writeManifest(target, bundle);
    const loaded = readManifest(join(target, 'fabric.json'));
    expect(writeSet(loaded.group('leaf10'))).toBe(bundle.files.get('leaf10.set'));
    expect(writeSet(loaded.base('leaf10'))).toBe('set switch-options vtep-source-interface lo0.0\n');
    expect(loaded.base('leaf11').isEmpty).toBe(true);
  });

  test('is the same for the same fabric, and another one for another', () => {
    expect(buildManifest(guideFabric(), WITHOUT_HOST_KEYS).files).toEqual(
      buildManifest(guideFabric(), WITHOUT_HOST_KEYS).files,
    );
    expect(buildManifest(fullFabric(), WITHOUT_HOST_KEYS).digest).not.toBe(
      buildManifest(guideFabric(), WITHOUT_HOST_KEYS).digest,
    );
  });
});

test('the digest of a device counts its base too', () => {
  const digest = (fabric: FabricIntent): string | undefined =>
    buildManifest(fabric, WITHOUT_HOST_KEYS).manifest.configurations.leaf10?.digest;
  const guide = guideFabric();
  const withBase = guide.devices.map((device) => ({
    ...device,
    prerequisites: { ...device.prerequisites, vtepSourceInterface: 'CONFIGURE' as const },
  }));
  expect(digest({ ...guide, devices: withBase })).not.toBe(digest(guide));
});

test('two devices whose files would have one name are refused', () => {
  expect(errorOf(() => buildManifest(guideFabric({ hostnames: ['leaf10', 'LEAF10'] }), WITHOUT_HOST_KEYS)).code).toBe(
    'manifestFileClash',
  );
});

describe('a manifest that is read is not trusted:', () => {
  const problemOf = (spoil: Parameters<typeof spoiled>[0]): string =>
    errorOf(() => readManifest(spoiled(spoil))).message;

  test('one that is not there is named', () => {
    const error = errorOf(() => readManifest(join(directory(), 'fabric.json')));
    expect(error.code).toBe('manifestUnreadable');
    expect(error.message).toContain('fabric.json');
  });

  test.each([
    ['fabric.json', 'a link out of the directory', 'it is a symbolic link that leads out of DIRECTORY'],
    ['fabric.json', 'a pipe', 'it is a named pipe, not a regular file'],
    ['fabric.json', 'a directory', 'it is a directory, not a regular file'],
    ['leaf10.set', 'a link out of the directory', 'it is a symbolic link that leads out of DIRECTORY'],
    ['leaf10.set', 'a link to a device', 'it is a symbolic link that leads out of DIRECTORY'],
    ['leaf10.set', 'a pipe', 'it is a named pipe, not a regular file'],
    ['known_hosts', 'a link out of the directory', 'it is a symbolic link that leads out of DIRECTORY'],
    ['known_hosts', 'a pipe', 'it is a named pipe, not a regular file'],
  ])('%s that is %s is refused by name, and neither read nor waited for', (name, what, reason) => {
    const target = directory();
    writeManifest(target, buildManifest(guideFabric(), { hostKeys: { source: 'known_hosts', text: () => '' } }));
    const file = join(target, name);
    rmSync(file);
    if (what === 'a pipe') execFileSync('mkfifo', [file]);
    else if (what === 'a directory') mkdirSync(file);
    else symlinkSync(what === 'a link to a device' ? '/dev/zero' : '/etc/passwd', file);
    const error = errorOf(() => readManifest(join(target, 'fabric.json')).group('leaf10'));
    expect(error.message).toBe(
      `${file} cannot be read: ${reason.replace('DIRECTORY', target)}; run synth again, or name another manifest`,
    );
  });

  test('files that are links inside the directory are read: some stores lay them out so', () => {
    const target = directory();
    writeManifest(join(target, '..data'), buildManifest(guideFabric(), WITHOUT_HOST_KEYS));
    for (const name of ['fabric.json', 'leaf10.set']) symlinkSync(join('..data', name), join(target, name));
    expect(readManifest(join(target, 'fabric.json')).group('leaf10').isEmpty).toBe(false);
  });

  test('a configuration that no session could send, escaped and wrapped, is refused where it is read', () => {
    const target = directory();
    writeManifest(target, buildManifest(guideFabric(), WITHOUT_HOST_KEYS));
    truncateSync(join(target, 'leaf10.set'), MAX_MESSAGE_BYTES / 2 + 1);
    expect(errorOf(() => readManifest(join(target, 'fabric.json')).group('leaf10')).code).toBe('manifestFileTooLarge');
  });

  test('text that is no JSON is refused', () => {
    expect(problemOf(() => '{ "manifestVersion": 1')).toContain('is not a manifest of this version');
  });

  test('another version is refused', () => {
    expect(problemOf((manifest) => ({ ...manifest, manifestVersion: 2 }))).toContain('manifestVersion: ');
  });

  test('unknown keys are refused, at any depth', () => {
    expect(problemOf((manifest) => ({ ...manifest, extra: 1 }))).toContain('extra');
    expect(problemOf((manifest) => ({ ...manifest, fabric: { ...manifest.fabric, extra: 1 } }))).toContain('fabric: ');
  });

  test.each(['../leaf10.set', '/etc/passwd', 'a/b.set', 'C:x.set', '..', '.', 'a\\b', 'a\u0000b', ''])(
    'the file name %j leads nowhere',
    (set) => {
      const message = problemOf((manifest) => ({
        ...manifest,
        configurations: Object.fromEntries(
          Object.entries(manifest.configurations).map(([hostname, files]) => [hostname, { ...files, set }]),
        ),
      }));
      expect(message).toContain('configurations.leaf10.set: is not a plain file name');
    },
  );

  test('a known_hosts file elsewhere is refused', () => {
    const knownHosts = { file: '../../known_hosts', source: 'known_hosts' };
    expect(problemOf((manifest) => ({ ...manifest, knownHosts }))).toContain('knownHosts.file: ');
  });

  test('a manifest without known_hosts is refused', () => {
    expect(problemOf((manifest) => ({ ...manifest, knownHosts: undefined }))).toContain('knownHosts: ');
  });

  test('control characters are refused', () => {
    expect(
      problemOf((manifest) => ({ ...manifest, fabric: { ...manifest.fabric, constructPath: 'dc1\u001b[2J' } })),
    ).toContain('fabric.constructPath: has control characters');
  });

  test('a device without configuration, or a configuration without device, is refused', () => {
    expect(problemOf((manifest) => ({ ...manifest, configurations: {} }))).toContain(
      'exactly one entry for each device',
    );
    expect(problemOf((manifest) => ({ ...manifest, fabric: { ...manifest.fabric, devices: [] } }))).toContain(
      'exactly one entry for each device',
    );
  });

  test('many problems are cut short', () => {
    const message = problemOf((manifest) => ({
      ...manifest,
      fabric: { ...manifest.fabric, devices: Array.from({ length: 100 }, () => ({})) },
    }));
    expect(message.split('\n').length).toBeLessThan(15);
    expect(message).toMatch(/and \d+ more/);
  });

  test('a configuration that was edited is refused when it is asked for', () => {
    const file = spoiled((_, target) => {
      const set = join(target, 'leaf10.set');
      writeFileSync(set, readFileSync(set, 'utf8').replace('172.16.104.1/30', '172.16.104.3/30'));
    });
    const loaded = readManifest(file);
    expect(errorOf(() => loaded.group('leaf10')).code).toBe('manifestDigestMismatch');
    expect(loaded.group('leaf11').isEmpty).toBe(false);
  });

  test('a device that it does not have is answered with those it has', () => {
    const loaded = readManifest(spoiled(() => undefined));
    expect(errorOf(() => loaded.group('constructor')).message).toBe(
      'the manifest has no device "constructor"; it has leaf10, leaf11, leaf12',
    );
  });

  test('whatever JSON it holds, it is read or refused with an error of this library', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 4 }), (json) => {
        const file = spoiled(() => json);
        expect(errorOf(() => readManifest(file)).code).toBe('invalidManifest');
      }),
      { numRuns: 50 },
    );
  });
});

test('writing removes what an earlier synth left, and only that', () => {
  const target = directory();
  writeManifest(target, buildManifest(fullFabric(), WITHOUT_HOST_KEYS));
  writeFileSync(join(target, 'README.md'), '');
  writeManifest(target, buildManifest(guideFabric({ hostnames: ['leaf10'] }), WITHOUT_HOST_KEYS));
  const names = ['README.md', 'fabric.json', 'known_hosts', 'leaf10.set', 'leaf11.set', 'leaf10.base.set'];
  const kept = ['README.md', 'fabric.json', 'known_hosts', 'leaf10.set'];
  expect(names.filter((name) => existsSync(join(target, name)))).toEqual(kept);
});

test('the manifest is the last to be written: a synth that ends halfway leaves the former one, which knows its files', () => {
  const target = directory();
  writeManifest(target, buildManifest(guideFabric(), WITHOUT_HOST_KEYS));
  const file = join(target, 'fabric.json');
  const former = readFileSync(file, 'utf8');
  const guide = guideFabric();
  const renamed = guide.devices.map((device) => ({
    ...device,
    interfaces: device.interfaces.map((one) => ({ ...one, description: 'another' })),
  }));
  const changed = buildManifest({ ...guide, devices: renamed }, WITHOUT_HOST_KEYS);
  const sources = changed.sources.map((source) => ({
    ...source,
    texts: () => {
      if (source.names.includes('fabric.json')) throw new Error('the process ends here');
      return source.texts();
    },
  }));
  const failing = Object.assign(Object.create(changed) as typeof changed, { sources });
  expect(() => {
    writeManifest(target, failing);
  }).toThrow('the process ends here');
  expect(readFileSync(file, 'utf8')).toBe(former);
  expect(errorOf(() => readManifest(file).group('leaf10')).code).toBe('manifestDigestMismatch');
});

describe('the directory of a manifest', () => {
  /** Renders the guide's fabric with the texts of its devices staged, as synth does. */
  function staging(into: ManifestDirectory, cache = new RenderCache()): ManifestBundle {
    const fabric = guideFabric();
    const render = (device: DeviceIntent): DeviceFiles =>
      cache.render(fabric, device, (files, texts) => {
        into.stage(files, filesOfDevice(device.hostname, texts, true));
      });
    return buildManifest(fabric, { ...WITHOUT_HOST_KEYS, render, withStanzas: true });
  }

  test('has nothing of what was staged before the manifest is written, and then the same as when all is written at once', () => {
    const [whole, target] = [directory(), directory()];
    const expected = buildManifest(guideFabric(), { ...WITHOUT_HOST_KEYS, withStanzas: true });
    writeManifest(whole, expected);
    const staged = new ManifestDirectory(target);
    const bundle = staging(staged);
    expect(readdirSync(target).filter((name) => expected.fileNames.includes(name))).toEqual([]);
    staged.write(bundle);
    expect(readdirSync(target).sort()).toEqual([...expected.fileNames].sort());
    const textsOf = (path: string): string[] =>
      expected.fileNames.map((name) => readFileSync(join(path, name), 'utf8'));
    expect(textsOf(target)).toEqual(textsOf(whole));
  });

  test('has nothing left of what was staged and is not to be written', () => {
    const target = directory();
    const staged = new ManifestDirectory(target);
    staging(staged);
    expect(readdirSync(target)).not.toEqual([]);
    staged.discard();
    expect(existsSync(target)).toBe(false);
  });

  test('keeps what is in its place, and gets anew what somebody has touched or taken away', () => {
    const target = new ManifestDirectory(directory());
    const cache = new RenderCache();
    const file = (name: string): string => join(target.path, name);
    target.write(staging(target, cache));
    const { ino } = statSync(file('leaf11.set'));
    const text = readFileSync(file('leaf10.set'), 'utf8');
    writeFileSync(file('leaf10.set'), text.replace('172.16.104.1/30', '172.16.104.3/30'));
    rmSync(file('leaf12.xml'));
    const texts = jest.spyOn(DeviceFiles.prototype, 'texts');
    target.write(staging(target, cache));
    expect(texts).toHaveBeenCalledTimes(2);
    texts.mockRestore();
    expect(readFileSync(file('leaf10.set'), 'utf8')).toBe(text);
    expect(existsSync(file('leaf12.xml'))).toBe(true);
    expect(statSync(file('leaf11.set')).ino).toBe(ino);
  });
});

test('what stands in the place of a file is replaced, not written through', () => {
  const target = directory();
  const outside = join(directory(), 'outside');
  writeFileSync(outside, 'of somebody else');
  symlinkSync(outside, join(target, 'leaf10.set'));
  execFileSync('mkfifo', [join(target, 'leaf10.conf')]);
  writeFileSync(join(target, '.junos-fabric-0123456789abcdef.tmp'), 'left by a process that was killed');
  const bundle = buildManifest(guideFabric(), WITHOUT_HOST_KEYS);
  writeManifest(target, bundle);
  expect(readFileSync(outside, 'utf8')).toBe('of somebody else');
  expect(readdirSync(target).sort()).toEqual([...bundle.fileNames].sort());
});
