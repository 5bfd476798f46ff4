// Errors as gRPC carries them: a message for the user, and the partial state where something was changed.
import type providerMessages from "@pulumi/pulumi/proto/provider_pb.js";
import type statusMessages from "@pulumi/pulumi/proto/status_pb.js";
import type * as Grpc from "@grpc/grpc-js";
import type * as Anything from "google-protobuf/google/protobuf/any_pb.js";
import { ofPulumi } from "../engine/pulumi-libraries.ts";
import { faultWords } from "../lifecycle/failure.ts";
import { toStruct } from "./marshal.ts";
import { CallFailed } from "./provider.ts";

/** Never throws: an exception here would end the process, and orphan what is under way. */
export function serviceError(
  error: unknown,
): Pick<Grpc.ServiceError, "code" | "message"> & { readonly metadata?: Grpc.Metadata } {
  const { status } = ofPulumi<typeof Grpc>("@grpc/grpc-js");
  const code = status.UNKNOWN;
  if (!(error instanceof CallFailed)) return { code, message: `${faultWords(error)} [INTERNAL_ERROR]` };
  const { message, partial } = error;
  if (!partial) return { code, message };
  try {
    return { code, message, metadata: withPartial(code, message, partial) };
  } catch (fault) {
    return { code, message: `${message} (its state could not be told to Pulumi: ${faultWords(fault)})` };
  }
}

function withPartial(
  code: number,
  message: string,
  { id, properties }: NonNullable<CallFailed["partial"]>,
): Grpc.Metadata {
  const { ErrorResourceInitFailed } = ofPulumi<typeof providerMessages>("proto/provider_pb.js");
  const { Status } = ofPulumi<typeof statusMessages>("proto/status_pb.js");
  const { Any } = ofPulumi<typeof Anything>("google-protobuf/google/protobuf/any_pb.js");
  const { Metadata } = ofPulumi<typeof Grpc>("@grpc/grpc-js");
  const failed = new ErrorResourceInitFailed().setId(id).setProperties(toStruct(properties)).setReasonsList([message]);
  const detail = new Any();
  detail.pack(failed.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const packed = new Status().setCode(code).setMessage(message).setDetailsList([detail]);
  const metadata = new Metadata();
  metadata.set("grpc-status-details-bin", Buffer.from(packed.serializeBinary()));
  return metadata;
}
