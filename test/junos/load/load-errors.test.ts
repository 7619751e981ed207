import { load, type LoadRequest } from '../../../lib/junos/load/load';
import { readSet } from '../../../lib/junos/formats/set-reader';
import { errorTexts } from '../../support/errors';
import { expectGolden } from '../../support/golden';

const CANDIDATE = 'set system host-name leaf10\nset policy-options policy-statement p term a then accept\n';

function loading(action: LoadRequest['action'], format: LoadRequest['format'], content: string): () => unknown {
  return () => load(readSet(CANDIDATE), { action, format, content });
}

const set = (content: string) => loading('set', 'set', content);
const text = (content: string) => loading('replace', 'text', content);
const xml = (content: string) => loading('merge', 'xml', content);

test('errors of a load say what was given, where, and what to do', () => {
  const cases: readonly (readonly [title: string, action: () => unknown])[] = [
    ['a command that is none', set('set system time-zone UTC\nping 10.0.0.1')],
    ['a command without a statement', set('delete')],
    ['delete: of a block', text('delete: system { host-name leaf10; }')],
    ['rename without a name', set('rename system')],
    ['rename to a name that is taken', set('copy policy-options policy-statement p term a to term a')],
    ['rename of what is not there', set('rename policy-options policy-statement p term z to term y')],
    ['insert without a place', set('insert policy-options policy-statement p term a')],
    ['insert beside itself', set('insert policy-options policy-statement p term a before term a')],
    ['create of what is there', xml('<configuration><system operation="create"/></configuration>')],
    ['an element that is not a configuration', xml('<rpc/>')],
    ['an unknown statement in text', text('interfaces {\n    et-0/0/1 {\n        mtuu 9000;\n    }\n}')],
    [
      'an unknown element',
      xml('<configuration><interfaces><interface><name>a</name><q/></interface></interfaces></configuration>'),
    ],
    ['XML as set commands', loading('set', 'xml', '<configuration/>')],
  ];
  expectGolden('errors/junos-load.txt', errorTexts(cases));
});
