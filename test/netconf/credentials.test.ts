import { parseXml } from '../../lib/junos/formats/xml';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { credentials } from '../../lib/netconf/credentials';
import { deviceMessages } from '../../lib/netconf/rpc-error';

let directory: string;
const warn = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined);

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'credentials-'));
  warn.mockClear();
});
afterEach(() => {
  rmSync(directory, { recursive: true });
});

function passwordFile(name: string, mode: number): string {
  const path = join(directory, name);
  writeFileSync(path, 'correct horse\n');
  chmodSync(path, mode);
  return path;
}

test('a password in a file that others may read is used, with one warning', async () => {
  const login = { method: 'password', user: 'netops', fromFile: passwordFile('open', 0o644) } as const;
  for (const hostname of ['leaf10', 'leaf11']) {
    expect((await credentials(hostname, login)).options.password).toBe('correct horse');
  }
  expect(warn.mock.calls).toEqual([
    [`${login.fromFile} holds a secret and others than its owner may use it; chmod 600 ${login.fromFile}`],
  ]);
});

test('a password in a file of its owner alone is used without a word', async () => {
  const login = { method: 'password', user: 'netops', fromFile: passwordFile('closed', 0o600) } as const;
  expect((await credentials('leaf10', login)).options).toMatchObject({ username: 'netops', password: 'correct horse' });
  expect(warn).not.toHaveBeenCalled();
});

test('a password and a passphrase get into no message of a device that repeats them', async () => {
  const login = { method: 'password', user: 'netops', fromEnv: 'LOGIN' } as const;
  await credentials('leaf10', login, { LOGIN: 'staple battery' });
  const key = { method: 'keyFile', user: 'netops', path: '/nowhere', passphraseFromEnv: 'PHRASE' } as const;
  await expect(credentials('leaf10', key, { PHRASE: 'open sesame' })).rejects.toThrow('/nowhere');
  const reply = parseXml(
    '<rpc-reply><rpc-error><error-severity>error</error-severity><error-message>no user xstaple batteryx, open ses</error-message></rpc-error></rpc-reply>',
  );
  expect(deviceMessages(reply)[0]?.message).toBe('no user x<secret>x, <secret>');
});
