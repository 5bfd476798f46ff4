// Credentials of the test alone: nothing of the machine's own may be found, and no metadata service asked.
import { tmpdir } from "node:os";
import { vendorCases } from "./vendor-cases.ts";

const hidden = ["ENI_", ...vendorCases.flatMap(({ variables }) => variables)];
const isHidden = (name: string) => hidden.some((beginning) => name.startsWith(beginning));

/** Sets these credentials and hides all others. Returns the way back. */
export function onlyTheseCredentials(environment: Readonly<Record<string, string>>): () => void {
  const before = { ...process.env };
  for (const name of Object.keys(process.env)) if (isHidden(name)) delete process.env[name];
  Object.assign(process.env, environment, { ALIBABA_CLOUD_ECS_METADATA_DISABLED: "true", HOME: tmpdir() });
  return () => {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
  };
}
