// The doctor's findings: one for each check, the same for a person at a terminal and for a script.
import type { ErrorCode } from "../../errors.ts";

export type CheckName =
  | "configuration"
  | "credentials"
  | "region"
  | "endpoint"
  | "clock"
  | "permissions"
  | "eni"
  | "instance"
  | "attach"
  | "detach";

/** `unchecked`: the check was not possible. Another finding gives the reason. */
export type Status = "ok" | "warning" | "problem" | "unchecked";

export interface Finding {
  readonly check: CheckName;
  readonly status: Status;
  /** What was found, without a full stop. */
  readonly says: string;
  /** Details, one for each line. */
  readonly details?: readonly string[];
  /** What to do, in sentences. */
  readonly todo?: string;
  /** The code that `pulumi up` would fail with. */
  readonly code?: ErrorCode;
  /** The facts as values, for scripts. */
  readonly facts?: Readonly<Record<string, unknown>>;
}

export interface Report {
  readonly vendor: string;
  readonly region?: string;
  readonly networkInterfaceId?: string;
  readonly instanceId?: string;
  /** No problem was found. */
  readonly ok: boolean;
  readonly checks: readonly Finding[];
}

export function unchecked(check: CheckName, says: string): Finding {
  return { check, status: "unchecked", says };
}
