// The command line of `eni-attachment trial`. Ids are checked by the vendor's own schemas. Text that is not understood is not
// repeated: it may be a secret in the wrong place.
import { existsSync } from "node:fs";
import type { Vendor } from "../../vendors/vendor.ts";
import { vendors } from "../../vendors/index.ts";
import { global, idOf, regionOf, split, UsageError, vendorOf } from "../doctor/arguments.ts";

export const usage = `Usage: eni-attachment trial --vendor VENDOR --eni ENI --from A --to B [--region REGION] [--record FILE]
                            [--yes] [--attached] [--public-addresses]
       eni-attachment trial --resume
       eni-attachment trial --show FILE

Attaches an ENI to instance A, moves it to instance B and detaches it, with the code of \`pulumi up\`, and says where the
vendor's answers differ from what this package takes for granted. Afterwards the ENI is where it was before.

  --vendor            ${vendors.map(({ name }) => name).join(", ")}
  --region            region of the ENI; default: the stack configuration's, where there is one (not for ${global.join(", ")})
  --eni               id of a network interface that nothing needs
  --from, --to        ids of instances A and B, which serve nothing
  --record            at the end, write a transcript without ids, names and addresses to a new file
  --yes               do not ask; otherwise the id of A has to be typed
  --attached          go on if the ENI is attached to an instance; it is put back there
  --public-addresses  go on if the ENI has public addresses
  --resume            put back what the last trial left, if it was killed
  --show              print a transcript before it is handed in

Exit code: 0 all steps worked and nothing differs, 1 a step failed or a check refused, 2 wrong usage, 3 all steps worked and
something differs, 130 interrupted.
`;

export interface TrialRequest {
  readonly is: "trial";
  readonly vendor: Vendor;
  /** The given region, in the vendor's canonical form. */
  readonly region?: string;
  readonly eni: string;
  readonly from: string;
  readonly to: string;
  /** File for the transcript. */
  readonly record?: string;
  /** The id of A is not asked for. */
  readonly yes: boolean;
  /** The ENI may be attached. */
  readonly attached: boolean;
  /** The ENI may have public addresses. */
  readonly publicAddresses: boolean;
}

export type Request = TrialRequest | { readonly is: "resume" } | { readonly is: "show"; readonly file: string };

const options = {
  vendor: { type: "string" },
  region: { type: "string" },
  eni: { type: "string" },
  from: { type: "string" },
  to: { type: "string" },
  record: { type: "string" },
  show: { type: "string" },
  yes: { type: "boolean" },
  resume: { type: "boolean" },
  attached: { type: "boolean" },
  "public-addresses": { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

/** @returns "help" if that was asked for. @throws UsageError. */
export async function readRequest(args: readonly string[]): Promise<Request | "help"> {
  const given = split(args, options);
  if (given.help === true) return "help";
  if (given.resume === true) {
    if (Object.keys(given).length > 1) throw new UsageError("--resume takes no other option: the journal has the rest");
    return { is: "resume" };
  }
  if (given.show !== undefined) {
    if (Object.keys(given).length > 1) throw new UsageError("--show takes no other option");
    return { is: "show", file: given.show };
  }
  if (given.record !== undefined && existsSync(given.record))
    throw new UsageError(`--record: ${given.record} exists already; name a new file`);
  const vendor = await vendorOf(given.vendor).load();
  const region = regionOf(vendor, given.region);
  const id = (option: "eni" | "from" | "to", property: "networkInterfaceId" | "instanceId"): string => {
    const read = idOf(vendor, `--${option}`, property, given[option]);
    if (read === undefined) throw new UsageError(`--${option} is missing`);
    return read;
  };
  const [eni, from, to] = [id("eni", "networkInterfaceId"), id("from", "instanceId"), id("to", "instanceId")];
  if (from === to) throw new UsageError("--from and --to must be two instances");
  return {
    is: "trial",
    vendor,
    eni,
    from,
    to,
    yes: given.yes === true,
    attached: given.attached === true,
    publicAddresses: given["public-addresses"] === true,
    ...(region === undefined ? {} : { region }),
    ...(given.record === undefined ? {} : { record: given.record }),
  };
}
