/**
 * Text as a literal inside a Terraform JSON string, where `${` and `%{` would begin a template. Holds for values and for
 * the keys of maps, which are templates too.
 */
export function escapeTemplate(text: string): string {
  return text.replace(/[$%](?=\{)/g, (sign) => sign + sign);
}

/**
 * A value as an HCL expression, for `cdktf synth --hcl`. Template signs become unicode escapes, because cdktf takes any
 * value with `${` in it for a template and then leaves its quotes unescaped.
 */
export function hclExpression(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(hclExpression).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const lines = Object.entries(value).map(([key, held]) => `${hclString(key)} = ${hclExpression(held)}`);
    return `{\n${lines.join('\n')}\n}`;
  }
  return typeof value === 'string' ? hclString(value) : String(value);
}

function hclString(text: string): string {
  const escaped = JSON.stringify(text).replace(/\\[bf]/g, (short) => (short === '\\b' ? '\\u0008' : '\\u000c'));
  return escaped.replace(/[$%](?=\{)/g, (sign) => (sign === '$' ? '\\u0024' : '\\u0025'));
}
