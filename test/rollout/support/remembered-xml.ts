import type * as Xml from '../../../lib/junos/formats/xml';

/** Far more than one change reads, and what all changes of a matrix read has its place in it. */
const REMEMBERED_AT_MOST = 3_000;

/** The number that a reply repeats of its request: the only thing by which most replies differ. */
const MESSAGE_ID = / message-id="([^"]*)"/;

/**
 * The reader of XML, which gives the same tree for the same text. Nobody changes a tree that was read, and a fault matrix
 * reads the same replies over and over. What was not read for the longest time is forgotten first.
 */
export function rememberingXml(xml: typeof Xml): typeof Xml {
  const remembered = new Map<string, Xml.XmlElement>();
  const rootOf = (text: string): Xml.XmlElement => {
    const known = remembered.get(text);
    const root = known ?? xml.parseXml(text);
    if (known !== undefined) remembered.delete(text);
    remembered.set(text, root);
    const [oldest] = remembered.keys();
    if (remembered.size > REMEMBERED_AT_MOST && oldest !== undefined) remembered.delete(oldest);
    return root;
  };
  return {
    ...xml,
    parseXml: (text) => {
      const head = text.slice(0, text.indexOf('>'));
      const [attribute, id] = MESSAGE_ID.exec(head) ?? [];
      if (attribute === undefined || id === undefined) return rootOf(text);
      const root = rootOf(text.replace(attribute, ''));
      return { ...root, attributes: { ...root.attributes, 'message-id': id } };
    },
  };
}
