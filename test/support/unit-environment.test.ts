import { execFile, spawnSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { get } from 'node:http';
import { connect, createServer } from 'node:net';

describe('a test of the unit tier', () => {
  test.each([
    ['starts a process', () => execFile('true'), 'spawn'],
    ['waits for a process', () => spawnSync('true'), 'spawnSync'],
    ['connects', () => connect(9, '127.0.0.1'), 'connect'],
    ['asks a web server', () => get('http://127.0.0.1:9/'), 'connect'],
    ['listens', () => createServer().listen(0), 'listen'],
    ['opens a datagram socket', () => createSocket('udp4').bind(), 'bind'],
  ])('fails when it %s', (_what, reachOut, called) => {
    expect(reachOut).toThrow(`A unit test opens no socket and starts no process, and this one called ${called}()`);
  });
});
