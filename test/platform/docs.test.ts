import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withTables } from './platforms-page';

const PAGE = join(__dirname, '..', '..', 'docs', 'platforms.md');

test('the tables of docs/platforms.md say what the library knows (UPDATE_GOLDEN=1 makes them anew)', () => {
  const page = readFileSync(PAGE, 'utf8');
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(PAGE, withTables(page));
  else expect(page).toBe(withTables(page));
});
