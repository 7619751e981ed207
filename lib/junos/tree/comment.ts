/** Text of annotations. */
import { unprintableWord } from './errors';

/**
 * A comment as the tree keeps it: lines without space around them, no empty line at either end.
 *
 * @throws unprintableWord for text that would end its own comment
 */
export function commentText(text: string): string {
  const lines = text.split('\n').map((line) => line.trim());
  const comment = lines.join('\n').trim();
  if (comment.includes('*/')) throw unprintableWord(comment, 'would end its own comment');
  return comment;
}
