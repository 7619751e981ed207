const childProcess = require('node:child_process');
const dgram = require('node:dgram');
const net = require('node:net');
const { TestEnvironment } = require('jest-environment-node');

/** What everything that leaves the process goes through: http, tls and ssh2 open their sockets with these too. */
const WAYS_OUT = [
  [net.Socket.prototype, 'connect'],
  [net.Server.prototype, 'listen'],
  [dgram.Socket.prototype, 'bind'],
  [dgram.Socket.prototype, 'send'],
  [childProcess.ChildProcess.prototype, 'spawn'],
  [childProcess, 'spawnSync'],
  [childProcess, 'execFileSync'],
  [childProcess, 'execSync'],
];

/** Where a unit test runs: a socket or a process is an error there. A worker keeps its modules, so all is put back. */
module.exports = class UnitEnvironment extends TestEnvironment {
  async setup() {
    await super.setup();
    this.originals = WAYS_OUT.map(([owner, name]) => owner[name]);
    for (const [owner, name] of WAYS_OUT) {
      owner[name] = () => {
        throw new Error(
          `A unit test opens no socket and starts no process, and this one called ${name}(): move it out of the unit tier (test/tiers.cjs)`,
        );
      };
    }
  }

  async teardown() {
    WAYS_OUT.forEach(([owner, name], index) => (owner[name] = this.originals[index]));
    await super.teardown();
  }
};
