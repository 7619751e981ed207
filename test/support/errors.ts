import { FabricError } from '../../lib/model/fabric-error';

/** The library's error that `action` throws; fails the test when it throws none or another. */
export function errorOf(action: () => unknown): FabricError {
  try {
    action();
  } catch (error) {
    if (FabricError.isFabricError(error)) return error;
    throw error;
  }
  throw new Error('no error was thrown');
}

/** Lines of a golden file of error texts: for each case its title, then code and message. */
export function errorTexts(cases: readonly (readonly [title: string, action: () => unknown])[]): string {
  return cases
    .map(([title, action]) => {
      const error = errorOf(action);
      return `# ${title}\n${error.code}: ${error.message}\n`;
    })
    .join('\n');
}
