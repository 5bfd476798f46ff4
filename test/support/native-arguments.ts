// The stack's configuration as the plugin's default provider gets it: `eni:*` keys alone. What suites give as `alicloud:region` stands in
// `eni:alicloud`.

export function nativeArguments(values: Readonly<Record<string, string>>): Record<string, string> {
  const args: Record<string, string> = {};
  const accounts = new Map<string, Record<string, string>>();
  for (const [key, value] of Object.entries(values)) {
    const [namespace = "", name = ""] = key.split(":");
    if (namespace === "eni") args[name] = value;
    else accounts.set(namespace, { ...accounts.get(namespace), [name]: value });
  }
  for (const [namespace, account] of accounts) args[namespace] = JSON.stringify(account);
  return args;
}
