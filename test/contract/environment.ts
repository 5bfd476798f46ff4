// Credentials of the test alone: nothing of the machine's own may be found, and no metadata service asked.
import { afterEach, beforeEach } from "@jest/globals";
import { tmpdir } from "node:os";

const vendorVariables = /^(ALI|TENCENT|ZENLAYER|ENI_|TCCLI|TKE_)/;

/** Each test of the file, or of the block, has these credentials and no others. */
export function eachTestHasOnly(environment: Readonly<Record<string, string>>): void {
  let restore: () => void;
  beforeEach(() => {
    restore = onlyTheseCredentials(environment);
  });
  afterEach(() => restore());
}

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
