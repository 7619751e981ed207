import { communityTooComplex } from './errors';

/** Communities are matched as a whole; the longest one printed, an extended one of two addresses, is half as long. */
const LONGEST_COMMUNITY = 80;

const MOST_REPETITIONS = 4;

/** As a member of a community it stands for communities of every kind: extended, large and well-known ones, too. */
export function isEveryCommunity(member: string): boolean {
  return /^\^?\.\*:\.\*\$?$/.test(member);
}

/**
 * The regular expression that a member of a community stands for; where it is none, the member's own letters.
 *
 * It may come from somebody else's configuration, and JavaScript takes a power of the text's length for nested or many
 * repetitions. No community needs those.
 *
 * @throws communityTooComplex
 */
export function communityExpression(member: string): { test(community: string): boolean } {
  const repetitions = member.match(/[*+{]/g)?.length ?? 0;
  if (repetitions > MOST_REPETITIONS || /\)[*+{]/.test(member)) throw communityTooComplex(member);
  const expression = compile(member);
  return { test: (community) => community.length <= LONGEST_COMMUNITY && expression.test(community) };
}

function compile(member: string): RegExp {
  try {
    return new RegExp(`^(?:${member})$`);
  } catch {
    return new RegExp(`^${member.replace(/[^\w:]/g, '\\$&')}$`);
  }
}
