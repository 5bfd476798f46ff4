// Two copies of this package in one process, as when a library brings its own beside the program's: a module that is imported by two
// names is loaded twice.
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "@jest/globals";

const root = join(import.meta.dirname, "../..");

function printedBy(program: string): unknown {
  const args = ["--disable-warning=ExperimentalWarning", "--input-type=module", "--eval", program];
  return JSON.parse(execFileSync(process.execPath, args, { cwd: root, encoding: "utf8" }));
}

test("each knows the other's errors", () => {
  const found = printedBy(`
    const [one, other] = await Promise.all([import("./provider/errors.ts?1"), import("./provider/errors.ts?2")]);
    const error = new one.EniError("ENGINE_GONE", { what: "gone" });
    console.log(JSON.stringify({
      sameClass: one.EniError === other.EniError,
      known: error instanceof other.EniError,
      plain: new Error("gone") instanceof other.EniError,
    }));
  `);
  expect(found).toEqual({ sameClass: false, known: true, plain: false });
});

test("an ENI that the program declares has one owner, whichever copy declares it", () => {
  const found = printedBy(`
    import * as pulumi from "@pulumi/pulumi";
    await pulumi.runtime.setMocks({ newResource: ({ name }) => ({ id: name, state: {} }), call: () => ({}) });
    const copies = await Promise.all([import("./provider/program/declarations.ts?1"), import("./provider/program/declarations.ts?2")]);
    const args = { vendor: "alicloud-ecs", region: "cn-hangzhou", networkInterfaceId: "eni-1", instanceId: "i-a" };
    const said = [];
    process.on("unhandledRejection", (error) => said.push(error.message));
    await pulumi.runtime.runInPulumiStack(async () => {
      copies[0].declare("web", args, () => undefined);
      copies[1].declare("api", args, () => undefined);
    }).catch((error) => said.push(error.message));
    await new Promise((done) => setTimeout(done, 0));
    console.log(JSON.stringify([...new Set(said)]));
    process.exit(0);
  `);
  expect(found).toEqual([expect.stringContaining('EniAttachment "api" and EniAttachment "web" both declare')]);
});
