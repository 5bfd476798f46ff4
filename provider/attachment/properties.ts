// Properties as the engine sends them: some values may not be known yet, and some properties are Pulumi's own.

/** Pulumi's placeholder for a value that is not known before `up`, a constant of its protocol. */
export const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

export type Properties = Record<string, unknown>;

export function isUnknown(value: unknown): boolean {
  return value === unknownValue;
}

/** Arguments of the resource: everything but Pulumi's own properties, which begin with two underscores. */
export function ownProperties(properties: Properties): Properties {
  return Object.fromEntries(
    Object.entries(properties).filter(([name, value]) => !name.startsWith("__") && value !== undefined),
  );
}
