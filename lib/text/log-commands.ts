/**
 * What agents of pipelines take for commands in a log: GitHub's `##[…]` and Azure's `##vso[…]` anywhere in a line (the
 * older syntax of both looks for it so), TeamCity's `##teamcity[…]`.
 */
export const HASH_COMMAND = /##(?=\w*\[)/g;

/** GitHub's `::command parameters::` where a line begins, blanks aside. An address such as `::ffff:10.0.0.1` is none. */
export const COLON_COMMAND = /^([^\S\r\n\u2028\u2029]*:)(?=:[A-Za-z][^\n]*?::)/gm;
