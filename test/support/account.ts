// Credentials of one account for every vendor, in the environment variables that the vendors' own tools read.
import { vendorCases } from "../contract/vendor-cases.ts";

export const accountOf = (id: string, secret: string): Record<string, string> =>
  Object.fromEntries(
    vendorCases.flatMap(({ environment }) =>
      Object.keys(environment).map((name) => [name, name.endsWith("_ID") ? id : secret] as const),
    ),
  );
