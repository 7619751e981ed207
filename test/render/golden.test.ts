import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Configuration } from '../../lib/junos/tree/configuration';
import { writeCurly } from '../../lib/junos/formats/curly-writer';
import { writeSet } from '../../lib/junos/formats/set-writer';
import { writeXml } from '../../lib/junos/formats/xml-writer';
import { renderDevice } from '../../lib/render/render-device';
import { expectGolden } from '../support/golden';
import { SCENARIOS } from './scenarios';
import { SERVER_OPTIONS } from './server-options';

const WRITERS: Readonly<Record<string, (configuration: Configuration) => string>> = {
  set: writeSet,
  conf: writeCurly,
  xml: (configuration) => writeXml(configuration),
};

/** Golden files by path, with the text they must have. */
const FILES = new Map(
  Object.entries({ ...SCENARIOS, ...SERVER_OPTIONS }).flatMap(([scenario, fabric]) =>
    fabric.devices.flatMap((device) => {
      const { group, base } = renderDevice(device, fabric);
      const configurations = base.isEmpty
        ? { [device.hostname]: group }
        : { [device.hostname]: group, [`${device.hostname}-base`]: base };
      return Object.entries(configurations).flatMap(([name, configuration]) =>
        Object.entries(WRITERS).map(
          ([ending, write]) => [`${scenario}/${name}.${ending}`, write(configuration)] as const,
        ),
      );
    }),
  ),
);

test.each([...FILES])('%s is rendered as before', (file, text) => {
  expectGolden(`golden/render/${file}`, text);
});

test('there is no golden file that nothing renders', () => {
  const directory = join(__dirname, '..', 'golden', 'render');
  const found = readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1));
  expect(found.sort()).toEqual([...FILES.keys()].sort());
});
