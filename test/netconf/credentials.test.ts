import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { credentials } from '../../lib/netconf/credentials';

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
