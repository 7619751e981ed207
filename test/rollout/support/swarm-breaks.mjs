/** Ways in which the engine may be broken: what the swarm has to notice. */
export const SWARM_BREAKS = {
  'waves wait for nobody': { module: 'rollout/execute/wait-for-homes', name: 'waitForHomes', code: 'async () => []' },
  'nobody looks whether devices still wait': {
    module: 'rollout/execute/hold',
    name: 'requireHeld',
    code: 'async () => undefined',
  },
  'a device that is lost is said to be back': {
    module: 'rollout/execute/settle-by-reading',
    name: 'settleByReading',
    code: `async (context, { hostname }) => {
      context.note({ entry: 'outcome', hostname, outcome: 'rolledBack' });
    }`,
  },
  'everything is committed as one wave': {
    module: 'rollout/plan/waves/planned-waves',
    name: 'plannedWaves',
    code: `(...given) => {
      const planned = real.plannedWaves(...given);
      return { ...planned, waves: [planned.waves.flat()] };
    }`,
  },
  'what is committed is never read': {
    module: 'rollout/group/device-state',
    name: 'committedState',
    code: `async () => 'new'`,
  },
  'locks and candidates are left': { module: 'rollout/execute/stage', name: 'release', code: 'async () => undefined' },
  'nothing is taken back': { module: 'rollout/execute/roll-back', name: 'rollBack', code: 'async () => undefined' },
  'checks pass always': { module: 'rollout/execute/run-checks', name: 'runChecks', code: 'async () => []' },
  'what devices say of a decision is not asked': {
    module: 'rollout/recovery/survey',
    name: 'decidedByDevices',
    code: '() => new Set()',
  },
  'every device was told to keep the change': {
    module: 'rollout/recovery/survey',
    name: 'decidedByDevices',
    code: '(surveyed) => new Set(surveyed.map(({ device }) => device.hostname))',
  },
  'an error is a refusal': { module: 'rollout/problem', name: 'isRefusal', code: '() => true' },
  'what could not be taken over is not waited for': {
    module: 'rollout/recovery/wait-out',
    name: 'waitOut',
    code: `async () => 'rolledBack'`,
  },
};
