// A provider that does nothing: a run with it costs what the engine itself costs. Its answers are as large as ours.
type Properties = Readonly<Record<string, unknown>>;

export const check = async (_olds: Properties, inputs: Properties) => ({ inputs });

export const diff = async (_id: string, olds: Properties, news: Properties) => ({
  changes: olds["instanceId"] !== news["instanceId"],
});

export const create = async (inputs: Properties) => ({
  id: `zenlayer-zec/global/${String(inputs["networkInterfaceId"])}`,
  outs: {
    ...inputs,
    adopted: false,
    attachedAt: "2026-01-31T12:00:00.000Z",
    attachedTo: inputs["instanceId"],
    macAddress: "fa:16:3e:00:00:01",
    privateIpAddresses: ["172.16.0.1"],
    publicIpAddresses: [],
    schemaVersion: 1,
    state: "attached",
    vendorState: "USED",
  },
});

export const update = async (_id: string, olds: Properties, news: Properties) => ({
  outs: { ...olds, ...news, attachedTo: news["instanceId"] },
});

export const read = async (id: string, props: Properties) => ({ id, props });

export const remove = async () => undefined;
export { remove as delete };
