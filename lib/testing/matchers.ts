import { FabricError } from '../model/fabric-error';
import { notPartOfFabric } from './errors';
import type { ServerIntent } from '../intent/fabric-intent';
import { explainHomes } from '../reachability/explain';
import { evaluate } from '../rules/evaluate';
import { describeByRule } from '../rules/report-text';
import type { RulePack } from '../rules/rule-pack';
import type { ExpectedJunos, FailureKindName, PathQuery, SurvivalOptions } from './matcher-types';
import { compareJunos } from './junos-text';
import type { Subject } from './subject';
import { hostnameOf, currentReachability, subjectOf } from './subject';

/** What Jest and Vitest want of a matcher. */
export interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
}

/** Counterexamples that one message shows. */
const MOST_SHOWN = 3;

/**
 * Matchers about fabrics, for `expect.extend` of Jest 29 and 30 and of Vitest. `import 'cdktf-junos-fabric/testing/jest'`
 * does it for a global `expect`.
 */
export const fabricMatchers = {
  toSurviveAnySingle(received: unknown, kind: FailureKindName, { paths = 1 }: SurvivalOptions = {}): MatcherResult {
    const { server, source } = subjectOf(received);
    const reachability = currentReachability(source);
    const cases = reachability.singles(kind);
    const who = server?.name ?? 'every server';
    if (cases.length === 0) {
      return result(
        false,
        () => `the fabric has no ${KIND_WORDS[kind]} that could fail, so nothing can be said of ${who}`,
      );
    }
    const servers = server === undefined ? undefined : [server.name];
    const counterexamples = reachability.counterexamples({ cases, paths, servers });
    const shown = counterexamples.slice(0, MOST_SHOWN).map(({ explanation }) => explanation);
    const left = counterexamples.length - shown.length;
    const kept = `${who} keeps ${paths === 1 ? 'a path' : `${paths} paths`} without any single ${KIND_WORDS[kind]}`;
    return result(
      counterexamples.length === 0,
      () => [...shown, ...(left > 0 ? [`and ${left} more`] : []), ...assumed(reachability.assumptions)].join('\n'),
      () => [`${kept}, in ${cases.length} cases`, ...assumed(reachability.assumptions)].join('\n'),
    );
  },

  toHaveHomes(received: unknown, count: number): MatcherResult {
    const subject = subjectOf(received);
    const { source } = subject;
    const server = requireServer(subject);
    const reachability = currentReachability(source);
    const state = reachability.state();
    const index = reachability.network.servers.findIndex(({ name }) => name === server.name);
    const destinations = reachability.baseline.destinations.filter(({ servers }) => servers.includes(index));
    const found = destinations.map((destination) => state.announcingDistinguishers(destination));
    const wrong = destinations.filter((_, i) => found[i] !== count);
    return result(
      destinations.length > 0 && wrong.length === 0,
      () =>
        destinations.length === 0
          ? `${server.name} announces nothing`
          : wrong.map((destination) => `${explainHomes(state, destination)}\n  expected: ${count}`).join('\n'),
      () => `${server.name} has ${count} attachments`,
    );
  },

  toHaveEqualPaths(received: unknown, query: PathQuery, count: number): MatcherResult {
    const { source } = subjectOf(received);
    const reachability = currentReachability(source);
    const failures = (query.without ?? []).map((name) => reachability.failure(name));
    const { equal, explanation, via } = reachability.paths(hostnameOf(query.from), query.to, failures, query.vrf);
    const over = via.length === 0 ? '' : `\n  over ${via.join(', ')}`;
    return result(
      equal === count,
      () => `${explanation}${over}\n  expected: ${count}`,
      () => `${explanation}${over}`,
    );
  },

  toRenderJunos(received: unknown, expected: ExpectedJunos): MatcherResult {
    const { device, source } = subjectOf(received);
    if (device === undefined) throw notPartOfFabric('this, which is no device,');
    const { difference, isMet } = compareJunos(device.hostname, source.device(device.hostname), expected);
    return result(
      isMet,
      () => difference,
      () => `${device.hostname} has all of this configuration`,
    );
  },

  toPassRules(received: unknown, pack?: RulePack): MatcherResult {
    try {
      const { findings } = evaluate(subjectOf(received).source.intent(), { pack });
      return result(
        findings.length === 0,
        () => describeByRule(findings).join('\n\n'),
        () => 'no rule finds anything',
      );
    } catch (error) {
      // A fabric that breaks a binding rule has no intent to evaluate: what synth would say is what the rules say.
      if (!FabricError.isFabricError(error) || error.code !== 'unsoundFabric') throw error;
      const { message } = error;
      return result(false, () => message);
    }
  },
};

const KIND_WORDS: Readonly<Record<FailureKindName, string>> = {
  leaf: 'leaf',
  spine: 'spine',
  link: 'link',
  session: 'session',
  failureDomain: 'failure domain',
};

/** @param whenPassed shown by `.not` */
function result(pass: boolean, whenFailed: () => string, whenPassed: () => string = whenFailed): MatcherResult {
  return { pass, message: pass ? whenPassed : whenFailed };
}

function assumed(assumptions: readonly string[]): string[] {
  return assumptions.map((assumption) => `  assumed: ${assumption}`);
}

function requireServer({ server }: Subject): ServerIntent {
  if (server !== undefined) return server;
  throw notPartOfFabric('this, which is no server,');
}
