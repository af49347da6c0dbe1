/** What CloudFormation's intrinsic functions come to in the local cloud. */

/** Ref and Fn::GetAtt values by logical id: `NamingInbox` and `NamingInbox.Arn`. */
export type Values = Readonly<Record<string, string>>;

interface Intrinsic {
  Ref?: string;
  'Fn::GetAtt'?: readonly [string, string];
  'Fn::Sub'?: string;
}

/**
 * Replaces Ref, Fn::GetAtt and Fn::Sub in a value by what they stand for.
 * @throws Error for a reference to something that the local cloud does not have
 */
export function resolve(value: unknown, values: Values): unknown {
  if (Array.isArray(value)) return value.map((part) => resolve(part, values));
  if (value === null || typeof value !== 'object') return value;
  const intrinsic = value as Intrinsic;
  if (intrinsic.Ref !== undefined) return valueNamed(intrinsic.Ref, values);
  if (intrinsic['Fn::GetAtt']) return valueNamed(intrinsic['Fn::GetAtt'].join('.'), values);
  if (intrinsic['Fn::Sub'] !== undefined) {
    const text = intrinsic['Fn::Sub'].replace(/\$\{([^}]+)\}/g, (_, name: string) =>
      valueNamed(name, values),
    );
    return text.replace(/\{\{resolve:secretsmanager:([^}]+)\}\}/g, '$1');
  }
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, resolve(part, values)]));
}

function valueNamed(name: string, values: Values): string {
  const value = values[name];
  if (value === undefined) throw new Error(`The local cloud has no value for ${name}`);
  return value;
}
