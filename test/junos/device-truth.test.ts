import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Configuration } from '../../lib/junos/tree/configuration';
import { readCurly } from '../../lib/junos/formats/curly-reader';
import { writeCurly } from '../../lib/junos/formats/curly-writer';
import { readSet } from '../../lib/junos/formats/set-reader';
import { writeSet } from '../../lib/junos/formats/set-writer';
import { parseXml } from '../../lib/junos/formats/xml';
import { readXml } from '../../lib/junos/formats/xml-reader';
import { writeXml } from '../../lib/junos/formats/xml-writer';
import { describeWithShared } from '../support/shared';

const INTENDED = '.curly-intended.conf';
/** What a device adds on its own: its version, system and management lines. */
const DEVICES_OWN = /^set (?:version|system|chassis fpc|interfaces fxp0|routing-instances mgmt_junos) /;

function lines(text: string): string[] {
  return text.split('\n').filter((line) => line !== '' && !DEVICES_OWN.test(line));
}

function inEveryForm(configuration: Configuration): readonly Configuration[] {
  return [
    readSet(writeSet(configuration)),
    readCurly(writeCurly(configuration)),
    readXml(parseXml(writeXml(configuration))),
  ];
}

describeWithShared('what real devices printed', ['configs', 'device-truth'], (directory) => {
  const names = readdirSync(directory)
    .filter((name) => name.endsWith(INTENDED))
    .map((name) => name.slice(0, -INTENDED.length));

  test.each(names)('the curly text loaded into %s gives the set lines the device printed, in its order', (name) => {
    const intended = readCurly(readFileSync(path.join(directory, name + INTENDED), 'utf8'));
    const printed = readFileSync(path.join(directory, `${name}.set`), 'utf8');
    expect(lines(writeSet(intended))).toEqual(lines(printed));
  });

  test.each(names)('the set lines of %s are written as they were read', (name) => {
    const printed = readFileSync(path.join(directory, `${name}.set`), 'utf8').trimEnd();
    expect(writeSet(readSet(printed))).toBe(`${printed}\n`);
  });

  test.each(names)('the configuration of %s survives each of the three forms', (name) => {
    const configuration = readSet(readFileSync(path.join(directory, `${name}.set`), 'utf8'));
    for (const copy of inEveryForm(configuration)) expect(copy.equals(configuration)).toBe(true);
  });
});

describeWithShared('what commit check was asked', ['configs', 'commit-check'], (directory) => {
  /** Hierarchies that the published YANG beside us does not carry. */
  const OUTSIDE = /^set (?:snmp|firewall) /m;
  const files = readdirSync(directory).filter((name) => name.endsWith('.set'));

  test.each(files)('%s reads and writes as it stands', (name) => {
    const text = readFileSync(path.join(directory, name), 'utf8');
    if (OUTSIDE.test(text)) expect(() => readSet(text)).toThrow('at the top of the configuration');
    else expect(writeSet(readSet(text)).split('\n').sort()).toEqual(text.split('\n').sort());
  });
});
