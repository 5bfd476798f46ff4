// A server that answers each call that would do something with one error: the engine shows neither standard output nor standard error of a
// plugin. It speaks just as much gRPC as that needs, with what every Node.js has.
"use strict";
const { createServer } = require("node:http2");

/** FAILED_PRECONDITION (https://grpc.io/docs/guides/status-codes/). */
const failed = "9";
/**
 * These are answered well. The engine calls an end of the plugin before CheckConfig a bug of it. And a host that only wants the schema, as
 * YAML's does, starts the plugin with an address of its own, where no question for the engine's version is known.
 */
const answers = {
  Handshake: () => empty,
  Cancel: () => empty,
  GetPluginInfo: () => messageOf(require("../../package.json").version),
  GetSchema: () => messageOf(JSON.stringify(require("../../schema.json"))),
};
/** Messages of gRPC: a flag, the length, and the fields, here none. */
const empty = Buffer.alloc(5);
/** After so long without the engine it ends, in milliseconds. */
const patience = 10_000;

/** Prints its port as a plugin does, and lives until the engine ends it or is gone. */
exports.refuse = function refuse(/** @type {string} */ why) {
  // What gRPC wants encoded: all but visible ASCII, and the sign itself.
  const message = why.replace(/\s+/g, " ").replace(/[^ -~]|%/gu, encodeURIComponent);
  const server = createServer();
  server.on("stream", (stream, headers) => {
    stream.on("error", () => undefined);
    const head = { ":status": 200, "content-type": "application/grpc" };
    const answer = answers[headers[":path"].replace(/^.*\//, "")];
    if (answer) {
      stream.respond(head, { waitForTrailers: true });
      stream.on("wantTrailers", () => stream.sendTrailers({ "grpc-status": "0" }));
      stream.end(answer());
    } else stream.respond({ ...head, "grpc-status": failed, "grpc-message": message }, { endStream: true });
  });
  const wait = () => setTimeout(() => process.exit(1), patience);
  let waiting = wait();
  server.on("session", (session) => {
    clearTimeout(waiting);
    session.on("error", () => undefined);
    session.on("close", () => {
      clearTimeout(waiting);
      waiting = wait();
    });
  });
  server.listen(0, "127.0.0.1", () => process.stdout.write(`${server.address().port}\n`));
};

/** A message whose first field is this text. */
function messageOf(/** @type {string} */ value) {
  const text = Buffer.from(value);
  const field = Buffer.concat([Buffer.from([0x0a, ...varint(text.length)]), text]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(field.length);
  return Buffer.concat([Buffer.from([0]), length, field]);
}

/** Seven bits a byte, the lowest first; all but the last have the eighth (https://protobuf.dev/programming-guides/encoding/). */
function varint(/** @type {number} */ value) {
  const bytes = [];
  for (; value > 0x7f; value >>= 7) bytes.push((value & 0x7f) | 0x80);
  return [...bytes, value];
}
