// Asks the engine whether it is new enough, with what every Node.js has: this runs before anything of the plugin is loaded.
"use strict";
const { connect } = require("node:http2");

const oldest = "3.250.0";
const method = "/pulumirpc.Engine/RequirePulumiVersion";
/** Codes of gRPC: the engine said no, or it is from before there was the question. */
const refused = ["2", "3", "9"];
const unknownMethod = "12";
/** An engine that does not answer in this time is not judged. Milliseconds. */
const patience = 5_000;

/**
 * @param address of the engine, such as `127.0.0.1:41234`.
 * @returns a promise of what to tell the user; of undefined when it is new enough, or nothing can be known.
 */
exports.engineComplaint = function engineComplaint(/** @type {string | undefined} */ address) {
  if (!address) return Promise.resolve(undefined);
  return new Promise((resolve) => {
    const session = connect(`http://${address}`);
    const timer = setTimeout(() => end(undefined), patience);
    const end = (/** @type {string | undefined} */ found) => {
      clearTimeout(timer);
      session.destroy();
      resolve(found);
    };
    session.on("error", () => end(undefined));
    const call = session.request({
      ":method": "POST",
      ":path": method,
      "content-type": "application/grpc",
      te: "trailers",
    });
    call.on("error", () => end(undefined));
    const judge = (/** @type {import("node:http2").IncomingHttpHeaders} */ headers) => {
      const status = headers["grpc-status"];
      if (status === undefined) return;
      const said = decoded(String(headers["grpc-message"] || ""));
      if (String(status) === unknownMethod) end(complaint("this one is older"));
      else end(refused.includes(String(status)) && /version/.test(said) ? complaint(`it says: ${said}`) : undefined);
    };
    // An error comes as headers alone, an answer has it behind the message.
    call.on("response", judge);
    call.on("trailers", judge);
    call.resume();
    call.end(requestOf(`>=${oldest}`));
  });
};

function decoded(/** @type {string} */ text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** One field of text in one message of gRPC. */
function requestOf(/** @type {string} */ range) {
  const text = Buffer.from(range);
  return Buffer.concat([Buffer.from([0, 0, 0, 0, text.length + 2, 0x0a, text.length]), text]);
}

function complaint(/** @type {string} */ why) {
  return `The plugin eni needs Pulumi ${oldest} or newer; ${why}. To do: Update the Pulumi CLI, then run this again; nothing was changed. [ENGINE_TOO_OLD]`;
}
