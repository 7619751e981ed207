import { readSet } from '../../../lib/junos/formats/set-reader';
import { deviceChange } from '../../../lib/rollout/group/device-change';
import { errorOf } from '../../support/errors';

const COMMITTED = `set groups dc1 system location building B1
set apply-groups dc1
set interfaces et-0/0/15 unit 0 family inet address 172.16.104.1/30
set interfaces et-0/0/16 description of-others
`;
const WANTED = readSet('set system location building B2');

/** What a change of group dc1, which adopts the address of a port, says to a device that protects something. */
function refusal(protect: string): string | undefined {
  const committed = readSet(`${COMMITTED}protect ${protect}\n`);
  const group = { name: 'dc1', content: WANTED, exclusive: true };
  const path = 'interfaces et-0/0/15 unit 0';
  const adopted = [{ constructPath: 'dc1/leaf10', path, reason: 'was there before' }];
  const change = () =>
    deviceChange(committed, [group], '1', undefined, { kind: 'adopt', record: 'dc1-adopted', adopted });
  try {
    change();
    return undefined;
  } catch {
    const { code, message } = errorOf(change);
    return `${code}: ${message}`;
  }
}

test.each([
  ['the list of groups', 'apply-groups', '`apply-groups dc1`, and the change touches `apply-groups`'],
  ['its own group', 'groups dc1', '`groups dc1`, and the change touches `groups dc1`'],
  ['something in its own group', 'groups dc1 system location building', 'the change touches `groups dc1`'],
  ['a port of which it adopts something', 'interfaces et-0/0/15', 'address 172.16.104.1/30`'],
  ['what it adopts', 'interfaces et-0/0/15 unit 0 family inet', 'address 172.16.104.1/30`'],
])('%s is protected: the change is refused, and says what', (_, protect, text) => {
  expect(refusal(protect)).toContain('statementProtected: ');
  expect(refusal(protect)).toContain(text);
});

test('what is protected elsewhere is in nobody’s way', () => {
  expect(refusal('interfaces et-0/0/16')).toBeUndefined();
});

test('a change that does nothing touches nothing', () => {
  const committed = readSet('set system host-name a\nprotect system\n');
  expect(deviceChange(committed, [], '1').needed).toBe(false);
});
