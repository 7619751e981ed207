import { pathsOf, sharing } from '../facts/groups';
import type { Rule } from '../rule';
import { Severity } from '../rule';

/** Two servers with one name. */
export const duplicateName: Rule = {
  id: 'server/duplicate-name',
  severity: Severity.ERROR,
  isBinding: true,
  what: 'two servers have one name',
  why: 'BGP groups, policies and checks are called after the server, so that two of one name become one',
  fix: 'give each server a name of its own',
  reference: 'Junos: group (BGP)',
  check: ({ servers }) =>
    sharing(servers, ({ name }) => name).map(({ key, items }) => ({
      message: `${items.length} servers are called ${key}`,
      constructPaths: pathsOf(items),
    })),
};
