// Properties between Pulumi's protocol and this process: secrets are taken out of their envelopes, and every kind of unknown value becomes
// one.
import type { Properties } from "../attachment/properties.ts";
import { unknownValue } from "../attachment/properties.ts";
import { ofPulumi } from "../engine/pulumi-libraries.ts";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb.js";

/** Pulumi's placeholders for values that are not known before `up`, by type (sdk/go/common/resource/plugin/rpc.go). */
const unknowns: ReadonlySet<unknown> = new Set([
  unknownValue,
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/** The key and the value by which an object is known to stand for a secret or an output. */
const signature = "4dabf18193072939515e22adb298388d";
const secret = "1b47061264138c4ac30d75fd1eb44270";
const output = "d0e6a833031e9bbcd3f4e8bde6ca49a4";

export function plain(value: unknown): unknown {
  if (unknowns.has(value)) return unknownValue;
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  const properties = new Map<string, unknown>(Object.entries(value));
  const kind = properties.get(signature);
  if (kind === secret) return plain(properties.get("value"));
  // An output without a value is one that is not known.
  if (kind === output) return properties.has("value") ? plain(properties.get("value")) : unknownValue;
  return Object.fromEntries([...properties].map(([name, part]) => [name, plain(part)]));
}

export function fromStruct(message: Struct | undefined): Properties {
  const value: Properties = message?.toJavaScript() ?? {};
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, plain(part)]));
}

type StructClass = typeof Struct;
let structs: StructClass | undefined;

export function toStruct(value: Properties): Struct {
  structs ??= ofPulumi<{ Struct: StructClass }>("google-protobuf/google/protobuf/struct_pb.js").Struct;
  // The protocol has no word for what is not there.
  const there = JSON.parse(JSON.stringify(value)) as Parameters<StructClass["fromJavaScript"]>[0];
  return structs.fromJavaScript(there);
}
