// The environment that test processes start from: nothing of the machine's credentials, proxies or Pulumi settings.

/** `home` should be an empty folder, so that no profile file of the user is found either. */
export function hermeticEnvironment(home: string): NodeJS.ProcessEnv {
  const kept = ["PATH", "LANG", "TMPDIR"].map((name) => [name, process.env[name]] as const);
  return { ...Object.fromEntries(kept.filter(([, value]) => value !== undefined)), HOME: home };
}
