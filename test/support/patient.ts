// Environment of a provider whose warnings have to come by the engine's log service, however busy the machine is.

export const patient = { NODE_OPTIONS: `--import=${new URL("patient-log.js", import.meta.url).href}` };
