// The checks before a trial: those of the doctor for both instances, and what the trial itself refuses.
import { EniError } from "../../errors.ts";
import { globalRegion } from "../../vendors/eni-address.ts";
import type { ObservedEni } from "../../vendors/vendor.ts";
import { withoutSecrets } from "../doctor/doctor.ts";
import { examine } from "../doctor/examine.ts";
import type { Finding, Report } from "../doctor/finding.ts";
import { asText } from "../doctor/render.ts";
import type { Tools } from "../read-only-operations.ts";
import { ReadOnlyOperations } from "../read-only-operations.ts";
import type { TrialRequest } from "./arguments.ts";
import type { Situation } from "./situation.ts";
import { refusals } from "./situation.ts";

/** `why`: text for the user if the trial must not begin. */
export type Checked =
  { readonly situation: Situation; readonly observed: ObservedEni; readonly says: string } | { readonly why: string };

export async function check(request: TrialRequest, tools: Tools): Promise<Checked> {
  const reports = [await doctorOf(request, request.from, tools), await doctorOf(request, request.to, tools)];
  const [first] = reports;
  const looked = first?.checks.some(({ check, facts }) => check === "eni" && facts !== undefined) ?? false;
  const region = first?.region ?? globalRegion;
  const observed = looked ? await observe(request, region, tools) : undefined;
  const reasons = observed ? refusals(observed, request) : [];
  if (reasons.length > 0) return { why: `refused: ${request.eni}: ${reasons.join("; ")}\n` };
  const failing = reports.filter(({ checks }) => checks.some((one) => isProblem(one, request)));
  if (failing.length > 0 || !observed) {
    const texts = withoutRepeats(failing.length > 0 ? failing : reports).map((report) =>
      asText(report, { colour: false }),
    );
    return { why: `${texts.join("\n")}\nrefused: the checks above have to pass first\n` };
  }
  const { vendor, eni, from, to } = request;
  const origin = observed.phase === "attached" ? (observed.instanceId ?? "") : "";
  const situation = { vendor, region, eni, from, to, origin, vpc: observed.vpc ?? "" };
  return { situation, observed, says: saysOf(reports) };
}

/** A check that says of B what it says of A is shown once. */
function withoutRepeats([first, ...others]: readonly Report[]): Report[] {
  if (!first) return [];
  const said = new Set(first.checks.map((one) => JSON.stringify(one)));
  const more = others.map((one) => ({
    ...one,
    checks: one.checks.filter((check) => !said.has(JSON.stringify(check))),
  }));
  return [first, ...more.filter(({ checks }) => checks.length > 0)];
}

async function doctorOf({ vendor, region, eni }: TrialRequest, instanceId: string, tools: Tools): Promise<Report> {
  const { report, credentials } = await examine(
    { vendor, networkInterfaceId: eni, instanceId, format: "text", ...(region === undefined ? {} : { region }) },
    tools,
  );
  return withoutSecrets(report, credentials);
}

async function observe(request: TrialRequest, region: string, tools: Tools): Promise<ObservedEni | undefined> {
  const { vendor, eni, from } = request;
  const sight = { networkInterfaceId: eni, instanceId: from, attachedTo: "", doing: `look at ${eni}` };
  try {
    return await (await new ReadOnlyOperations(tools).open(vendor, region, sight)).look();
  } catch (error) {
    if (error instanceof EniError) return undefined;
    throw error;
  }
}

/** That it is attached elsewhere is no problem if --attached allows it. */
function isProblem({ check, status, code }: Finding, { attached }: TrialRequest): boolean {
  return status === "problem" && !(attached && check === "attach" && code === "ENI_ATTACHED_ELSEWHERE");
}

function saysOf(reports: readonly Report[]): string {
  const all = reports.flatMap(({ checks }) => checks);
  const warnings = [
    ...new Set(all.filter(({ status }) => status === "warning").map(({ check, says }) => `${check}: ${says}`)),
  ];
  return [
    `${all.length} checks, ${warnings.length === 0 ? "no" : warnings.length} warning${warnings.length === 1 ? "" : "s"}`,
    ...warnings.map((line) => `  ${line}`),
  ]
    .map((line) => `${line}\n`)
    .join("");
}
