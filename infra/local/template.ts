/** What CloudFormation's intrinsic functions come to in the local cloud. */

/** Ref and Fn::GetAtt values by logical id: `NamingInbox` and `NamingInbox.Arn`. */
export type Values = Readonly<Record<string, string>>;

interface Intrinsic {
  Ref?: string;
  'Fn::GetAtt'?: readonly [string, string];
  'Fn::Sub'?: string;
}

const SECRET_OR_REFERENCE = /\{\{resolve:secretsmanager:\$\{([^}]+)\}\}\}|\$\{([^}]+)\}/g;

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
    // A secret's value is text of its own, which may have braces in it.
    return intrinsic['Fn::Sub'].replace(SECRET_OR_REFERENCE, (_, secret?: string, name?: string) =>
      valueNamed((secret ?? name)!, values),
    );
  }
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, resolve(part, values)]));
}

function valueNamed(name: string, values: Values): string {
  const value = values[name];
  if (value === undefined) throw new Error(`The local cloud has no value for ${name}`);
  return value;
}
