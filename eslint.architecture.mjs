/**
 * The dependency rule of the architecture (docs/architecture.md) as lint rules: every arrow between the folders goes one
 * way. test/architecture holds that breaking it fails.
 */
const NO_CONSTRUCTS = {
  regex: '^(\\.\\./)+(constructs|stacks)(/|$)',
  message: 'lib/ never imports constructs/ or stacks/',
};
const NO_CDKTF = {
  regex: '^(cdktf|@cdktf/.*|constructs)(/|$)',
  message: 'only constructs/, stacks/ and lib/testing know cdktf',
};
const NO_LAB = {
  regex: '^(\\.\\./)+(emulator|twin|containerlab)(/|$)',
  message: 'what runs against real devices never imports the lab',
};

const NO_RULES = {
  regex: '^(\\.\\./)+rules(/|$)',
  message: 'the rules ask lib/reachability what is left, so it never imports them',
};

const forbid = (files, patterns, ignores = []) => ({
  files,
  ignores,
  rules: { 'no-restricted-imports': ['error', { patterns }] },
});

const FACING_DEVICES = ['rollout', 'checks', 'netconf'].map((folder) => `lib/${folder}/**/*.ts`);
const REACHABILITY = ['lib/reachability/**/*.ts'];

export default [
  forbid(
    ['lib/**/*.ts'],
    [NO_CONSTRUCTS, NO_CDKTF],
    ['lib/index.ts', 'lib/testing/**', ...FACING_DEVICES, ...REACHABILITY],
  ),
  forbid(FACING_DEVICES, [NO_CONSTRUCTS, NO_CDKTF, NO_LAB]),
  forbid(REACHABILITY, [NO_CONSTRUCTS, NO_CDKTF, NO_RULES]),
  forbid(['lib/testing/**/*.ts'], [NO_CONSTRUCTS]),
];
