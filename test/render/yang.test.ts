import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { writeXml } from '../../lib/junos/formats/xml-writer';
import { inGroup, macro } from '../../lib/render/group';
import { renderDevice } from '../../lib/render/render-device';
import { asGroup, describeWithYang, documentOf } from '../support/yang';
import { SCENARIOS } from './scenarios';

const RELEASES = ['17.4R1', '19.1R1', '23.2R1', '24.4R1'];
const GOLDEN = join(__dirname, '..', 'golden', 'render');

/** Releases that have everything there is. */
const NEWER = new Set(['23.2R1', '24.4R1']);

/** All golden XML that a release has the statements for in one document, each file in a group of its own. */
function goldenDocument(isNewer: boolean): string {
  const files = readdirSync(GOLDEN, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.xml'))
    .filter((file) => isNewer || !file.includes('-newer/'));
  return documentOf(files.sort().map((file) => asGroup(file, readFileSync(join(GOLDEN, file), 'utf8'))));
}

/** The guide's leaf10 as it is loaded: in its marked group. */
function groupedDocument(): string {
  const { guide } = SCENARIOS;
  const device = guide?.devices[0];
  if (guide === undefined || device === undefined) throw new Error('the guide has leaves');
  return writeXml(inGroup('dc1', renderDevice(device, guide).group, macro('20200305-160434', 'ab12')));
}

function documentsFor(release: string): string[] {
  return [NEWER.has(release) ? 'newer.xml' : 'golden.xml', 'plain.xml', 'grouped.xml'];
}

const documents = (): Record<string, string> => ({
  'golden.xml': goldenDocument(false),
  'newer.xml': goldenDocument(true),
  'plain.xml': readFileSync(join(GOLDEN, 'guide', 'leaf10.xml'), 'utf8'),
  'grouped.xml': groupedDocument(),
  'wrong.xml': goldenDocument(false).replace('<vni>16776000</vni>', '<vni>16777215</vni>'),
});

describeWithYang(documents, (errors) => {
  test.each(RELEASES.flatMap((release) => documentsFor(release).map((file) => [release, file] as const)))(
    'of %s accepts %s',
    async (release, file) => {
      expect(await errors(release, file)).toBe('');
    },
  );

  test('refuses a golden document with one wrong value, so the above says something', async () => {
    const [release = ''] = RELEASES;
    await expect(errors(release, 'wrong.xml')).rejects.toThrow(/16777215/);
  });
});
