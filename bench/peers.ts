// The parent's side of the model of the peers' way.
import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { AttachmentArguments } from "../provider/vendors/vendor.ts";
import type { Fleet } from "./fleet.ts";
import type { Run } from "./figures.ts";
import type { PeersAnswer, PeersRequest } from "./peers-process.ts";

/** Each run in a process of its own, with as many attachments at the same time as there are. */
export async function runPeers(fleet: Fleet, origin: string, action: PeersRequest["action"]): Promise<Run> {
  const { vendor, environment, size } = fleet;
  const at = (index: number, side: "a" | "b") => fleet.inputs(index, side) as unknown as AttachmentArguments;
  const attachments = Array.from({ length: size }, (_, index) => ({
    create: { to: at(index, "a") },
    move: { from: at(index, "a"), to: at(index, "b") },
    destroy: { from: at(index, "b") },
  })).map((one) => one[action]);
  const request: PeersRequest = { vendor, origin, environment, action, attachments, parallel: size };
  const child = fork(fileURLToPath(new URL("./peers-process.ts", import.meta.url)), { stdio: "inherit" });
  const answer = await new Promise<PeersAnswer>((resolve, reject) => {
    child.once("message", (message) => resolve(message as PeersAnswer));
    child.once("exit", () => reject(new Error("the peers' process has ended")));
    child.send(request);
  });
  child.disconnect();
  return { ...answer, returnedAt: new Map(answer.returnedAt) };
}
