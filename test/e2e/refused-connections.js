// Loaded into a provider process (NODE_OPTIONS=--import): writes down each connection that is refused to it. A provider whose
// engine is gone finds that out by such a refusal, and that is otherwise seen by nobody, for its output has no reader.
import { subscribe } from "node:diagnostics_channel";
import { appendFileSync } from "node:fs";
import process from "node:process";

const file = process.env.REFUSED_CONNECTIONS;
if (file !== undefined && process.argv[1]?.includes("dynamic-provider")) {
  subscribe("net.client.socket", ({ socket }) => {
    socket.once("error", ({ code }) => {
      if (code === "ECONNREFUSED") appendFileSync(file, "refused\n");
    });
  });
}
