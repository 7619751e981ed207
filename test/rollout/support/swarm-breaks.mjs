/** Ways in which the engine is broken on purpose: the swarm has to notice each. */
export const SWARM_BREAKS = {
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
  'nothing is taken back': { module: 'rollout/execute/roll-back', name: 'rollBack', code: 'async () => undefined' },
  'checks pass always': { module: 'rollout/execute/run-checks', name: 'runChecks', code: 'async () => []' },
  'what was never reached counts as done': {
    module: 'rollout/outcome',
    name: 'recoveredOutcome',
    code: '(devices) => real.recoveredOutcome(devices, new Set())',
  },
  'every change is said to be confirmed': {
    module: 'rollout/outcome',
    name: 'overallOutcome',
    code: `() => 'confirmed'`,
  },
};
