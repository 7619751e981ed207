import { FabricError } from '../../model/fabric-error';
import type { FabricIntent, ServerFormatIntent } from '../../intent/fabric-intent';
import { renderServer } from './render-server';

/** What keeps a server's own side from being written, in the forms that were asked for; one problem a form. */
export function serverSideProblems(fabric: FabricIntent): FabricError[] {
  return fabric.servers.flatMap(({ name, serverSide = [] }) =>
    serverSide.flatMap((format) => problemOf(fabric, name, format)),
  );
}

function problemOf(fabric: FabricIntent, name: string, format: ServerFormatIntent): FabricError[] {
  try {
    renderServer(fabric, name, format);
    return [];
  } catch (error) {
    if (FabricError.isFabricError(error)) return [error];
    throw error;
  }
}
