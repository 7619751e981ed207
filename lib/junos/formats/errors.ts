import { FabricError } from '../../model/fabric-error';

/** A name that reads as a keyword at its place. `path` leads to the statement with that name. */
export function nameIsKeyword(path: readonly string[], name: string): FabricError {
  return new FabricError(
    'nameIsKeyword',
    `"${name}" cannot be a name below "${path.join(' ')}": Junos reads it as the statement of that name; choose another`,
  );
}

/** A document that declares a type or entities, which NETCONF peers never send and this library never expands. */
export function documentTypeRefused(): FabricError {
  return new FabricError(
    'documentTypeRefused',
    'the XML document declares a document type or an entity; NETCONF messages have neither, so it is not read',
  );
}

/** Text that XML 1.0 has no way to carry. */
export function notAnXmlCharacter(text: string, code: number): FabricError {
  const position = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
  return new FabricError(
    'notAnXmlCharacter',
    `${JSON.stringify(text)} contains the character ${position}, which XML cannot carry to the device; remove it`,
  );
}
