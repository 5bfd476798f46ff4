// The environment that the provider of a test is given. It is the test's own: nothing of the machine's can be found, and no
// metadata service is asked.

/** Away from every machine's own files and metadata services. */
export const nowhere = {
  HOME: "/nonexistent",
  ALIBABA_CLOUD_ECS_METADATA_DISABLED: "true",
  TENCENTCLOUD_METADATA_URL: "disabled",
} as const;

/** What every provider in this process reads, as the processes of one machine share theirs. */
export const testEnvironment: Record<string, string | undefined> = { ...nowhere };

/** Sets these credentials, and no others. Returns the way back. */
export function onlyTheseCredentials(environment: Readonly<Record<string, string>>): () => void {
  const before = { ...testEnvironment };
  replace({ ...nowhere, ...environment });
  return () => replace(before);
}

function replace(values: Readonly<Record<string, string | undefined>>): void {
  for (const name of Object.keys(testEnvironment)) Reflect.deleteProperty(testEnvironment, name);
  Object.assign(testEnvironment, values);
}
