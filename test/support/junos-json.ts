import type { XmlElement } from '../../lib/junos/formats/xml';

/** `show … | display json` as the XML reply it was made from: each key an element, `data` its text. */
export function jsonReply(text: string): XmlElement {
  return element('rpc-reply', JSON.parse(text) as JsonElement);
}

type JsonElement = Readonly<Record<string, unknown>>;

function element(name: string, json: JsonElement): XmlElement {
  const children: XmlElement[] = [];
  for (const [key, value] of Object.entries(json)) {
    if (Array.isArray(value) && key !== 'data') {
      children.push(...value.map((one) => element(key, one as JsonElement)));
    }
  }
  const text = typeof json.data === 'string' ? json.data : '';
  return { name, attributes: attributesOf(json.attributes), children, text };
}

function attributesOf(json: unknown): Record<string, string> {
  const entries = Object.entries((json ?? {}) as Record<string, string>);
  return Object.fromEntries(entries.map(([key, value]) => [key.replace(/^.*:/, ''), value]));
}
