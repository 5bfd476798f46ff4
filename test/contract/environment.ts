// Credentials of the test alone: nothing of the machine's own may be found, and no metadata service asked.
import { tmpdir } from "node:os";

const vendorVariables = /^(ALI|TENCENT|ZENLAYER|ENI_|TCCLI|TKE_)/;

/** Sets these credentials and hides all others. Returns the way back. */
export function onlyTheseCredentials(environment: Readonly<Record<string, string>>): () => void {
  const before = { ...process.env };
  for (const name of Object.keys(process.env)) if (vendorVariables.test(name)) delete process.env[name];
  Object.assign(process.env, environment, { ALIBABA_CLOUD_ECS_METADATA_DISABLED: "true", HOME: tmpdir() });
  return () => {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
  };
}
