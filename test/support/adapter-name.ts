// Which adapter the suites of every adapter are run for: the project of jest.config.js says it.

export const adapterNames = ["dynamic", "native"] as const;
export type AdapterName = (typeof adapterNames)[number];

const chosen = globalThis as { ADAPTER?: string };

/** For programs outside Jest. */
export function chooseAdapter(name: string): void {
  chosen.ADAPTER = name;
}

export function adapterName(): AdapterName {
  const { ADAPTER: asked = "dynamic" } = chosen;
  const name = adapterNames.find((one) => one === asked);
  if (name === undefined) throw new Error(`there is no adapter ${asked}; known are ${adapterNames.join(", ")}`);
  return name;
}
