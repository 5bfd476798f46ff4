// The calls of Pulumi's native protocol as a gRPC service: each request is taken apart, asked of the provider, and answered.
import type * as Messages from "@pulumi/pulumi/proto/provider_pb.js";
import type * as PluginMessages from "@pulumi/pulumi/proto/plugin_pb.js";
import type { sendUnaryData, ServerUnaryCall, UntypedServiceImplementation } from "@grpc/grpc-js";
import type * as Nothing from "google-protobuf/google/protobuf/empty_pb.js";
import type { CheckResult } from "../attachment/check.ts";
import type { PropertyChange } from "./detailed-diff.ts";
import type { EngineLines } from "./engine-lines.ts";
import { fromStruct, toStruct } from "./marshal.ts";
import { ofPulumi } from "../engine/pulumi-libraries.ts";
import type { PluginProvider } from "./provider.ts";
import { serviceError } from "./status.ts";

export interface ServiceOptions {
  readonly provider: PluginProvider;
  readonly lines: EngineLines;
  readonly version: string;
  /** The package's schema as JSON. */
  readonly schema: () => Promise<string>;
  /** The engine tells its address, where the process was not started with it. */
  readonly onEngine: (address: string) => void;
  /** Called before each call, and after it. */
  readonly onCall: (change: 1 | -1) => void;
}

type Answer<Request, Response> = (request: Request) => Response | Promise<Response>;

export function serviceOf({ provider, lines, version, schema, onEngine, onCall }: ServiceOptions) {
  const messages = ofPulumi<typeof Messages>("proto/provider_pb.js");
  const { PluginInfo } = ofPulumi<typeof PluginMessages>("proto/plugin_pb.js");
  const { Empty } = ofPulumi<typeof Nothing>("google-protobuf/google/protobuf/empty_pb.js");

  /** Answers a call, whatever happens in it: an exception that left here would end the process. */
  const handle =
    <Request, Response>(answer: Answer<Request, Response>) =>
    ({ request }: ServerUnaryCall<Request, Response>, send: sendUnaryData<Response>): void => {
      onCall(1);
      void lines
        .onRow(urnOf(request), async () => {
          try {
            const response = await answer(request);
            await lines.flush();
            send(null, response);
          } catch (error) {
            await lines.flush();
            send(serviceError(error));
          } finally {
            onCall(-1);
          }
        })
        // Nobody hears an answer that cannot be sent.
        .catch(() => undefined);
    };

  const service = {
    handshake: handle((request: Messages.ProviderHandshakeRequest) => {
      onEngine(request.getEngineAddress());
      // Without envelopes: an output of the same name as a secret input stays secret.
      return new messages.ProviderHandshakeResponse();
    }),
    attach: handle((request: PluginMessages.PluginAttach) => {
      onEngine(request.getAddress());
      return new Empty();
    }),
    getPluginInfo: handle(() => new PluginInfo().setVersion(version)),
    getSchema: handle(async () => new messages.GetSchemaResponse().setSchema(await schema())),
    checkConfig: handle((request: Messages.CheckRequest) => {
      const args = fromStruct(request.getNews());
      const { failures } = provider.checkConfig({ args, isDefault: isDefault(nameOf(request)) });
      // As they came: their secrets stay in their envelopes.
      const answer = new messages.CheckResponse().setInputs(request.getNews());
      return answer.setFailuresList(failuresOf(failures));
    }),
    diffConfig: handle((request: Messages.DiffRequest) => {
      const changes = provider.diffConfig(
        fromStruct(request.getOldInputs() ?? request.getOlds()),
        fromStruct(request.getNews()),
      );
      return new messages.DiffResponse().setChanges(changesOf(changes));
    }),
    configure: handle((request: Messages.ConfigureRequest) => {
      provider.configure({ args: fromStruct(request.getArgs()), isDefault: isDefault(nameOf(request)) });
      const answer = new messages.ConfigureResponse().setSupportspreview(true);
      return answer.setAcceptsecrets(false).setAcceptresources(false).setAcceptoutputs(false);
    }),
    check: handle(async (request: Messages.CheckRequest) => {
      const { inputs, failures } = await provider.check(fromStruct(request.getOlds()), fromStruct(request.getNews()));
      return new messages.CheckResponse().setInputs(toStruct(inputs)).setFailuresList(failuresOf(failures));
    }),
    diff: handle(async (request: Messages.DiffRequest) => {
      const { changes, replaces, detailed } = await provider.diff({
        olds: fromStruct(request.getOlds()),
        oldInputs: fromStruct(request.getOldInputs()),
        news: fromStruct(request.getNews()),
      });
      // Always set, because a forced replacement works in this order only.
      const answer = new messages.DiffResponse().setDeletebeforereplace(true).setReplacesList([...replaces]);
      answer
        .setChanges(changesOf(changes))
        .setDiffsList([...new Set([...detailed.keys()].map((path) => path.split(".")[0] ?? path))]);
      for (const [path, change] of detailed) answer.getDetaileddiffMap().set(path, propertyDiff(change));
      return answer.setHasdetaileddiff(detailed.size > 0);
    }),
    create: handle(async (request: Messages.CreateRequest) => {
      const inputs = fromStruct(request.getProperties());
      const { id, outputs } = request.getPreview()
        ? await provider.planCreate(inputs)
        : await provider.create(inputs, milliseconds(request.getTimeout()));
      return new messages.CreateResponse().setId(id).setProperties(toStruct(outputs));
    }),
    read: handle(async (request: Messages.ReadRequest) => {
      const properties = fromStruct(request.getProperties());
      // At an import only the id is known, and what the program gives of the arguments.
      if (properties["networkInterfaceId"] === undefined || properties["attachedTo"] === undefined) {
        const { id, inputs, outputs } = await provider.import(request.getId());
        return new messages.ReadResponse().setId(id).setProperties(toStruct(outputs)).setInputs(toStruct(inputs));
      }
      const found = await provider.read(properties);
      if (!found) return new messages.ReadResponse();
      const answer = new messages.ReadResponse().setId(request.getId());
      return answer.setProperties(toStruct(found.outputs)).setInputs(toStruct(found.inputs));
    }),
    update: handle(async (request: Messages.UpdateRequest) => {
      const [olds, news] = [fromStruct(request.getOlds()), fromStruct(request.getNews())];
      const outputs = request.getPreview()
        ? await provider.planUpdate(olds, news)
        : await provider.update(request.getId(), olds, news, milliseconds(request.getTimeout()));
      return new messages.UpdateResponse().setProperties(toStruct(outputs));
    }),
    delete: handle(async (request: Messages.DeleteRequest) => {
      await provider.delete(fromStruct(request.getProperties()), milliseconds(request.getTimeout()));
      return new Empty();
    }),
    cancel: handle(() => {
      provider.cancel();
      return new Empty();
    }),
  };

  function failuresOf(failures: CheckResult["failures"]): Messages.CheckFailure[] {
    return failures.map(({ property, reason }) => new messages.CheckFailure().setProperty(property).setReason(reason));
  }

  function propertyDiff({ kind, replaces, isInput }: PropertyChange): Messages.PropertyDiff {
    const { Kind } = messages.PropertyDiff;
    const kinds = {
      add: replaces ? Kind.ADD_REPLACE : Kind.ADD,
      delete: replaces ? Kind.DELETE_REPLACE : Kind.DELETE,
      update: replaces ? Kind.UPDATE_REPLACE : Kind.UPDATE,
    };
    return new messages.PropertyDiff().setKind(kinds[kind]).setInputdiff(isInput);
  }

  function changesOf(changes: boolean): Messages.DiffResponse.DiffChanges {
    const { DIFF_NONE, DIFF_SOME } = messages.DiffResponse.DiffChanges;
    return changes ? DIFF_SOME : DIFF_NONE;
  }

  return service satisfies UntypedServiceImplementation;
}

/** Pulumi's times are in seconds; 0 means that none was given. */
function milliseconds(seconds: number): number | undefined {
  return seconds > 0 ? seconds * 1_000 : undefined;
}

/** The name of a provider, which requests of older engines have in the URN alone. */
function nameOf(request: { getName(): string | undefined; getUrn(): string | undefined }): string {
  return request.getName() || (request.getUrn()?.split("::").at(-1) ?? "");
}

/** Pulumi names the provider that it makes by itself `default`, or `default_0_2_0`. */
function isDefault(name: string): boolean {
  return name === "" || /^default(_|$)/.test(name);
}

interface HasUrn {
  getUrn(): string | undefined;
}

function hasUrn(request: unknown): request is HasUrn {
  return typeof request === "object" && request !== null && "getUrn" in request;
}

/** Not every request is about a resource. */
const urnOf = (request: unknown): string => (hasUrn(request) ? (request.getUrn() ?? "") : "");
