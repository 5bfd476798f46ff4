// Which adapter the suites of every adapter are run for: the project of jest.config.js says it.

const names = ["dynamic", "native"] as const;
export type AdapterName = (typeof names)[number];

export function adapterName(): AdapterName {
  const { ADAPTER: asked = "dynamic" } = globalThis as { ADAPTER?: string };
  const name = names.find((one) => one === asked);
  if (name === undefined) throw new Error(`there is no adapter ${asked}; known are ${names.join(", ")}`);
  return name;
}
