// As much of @pulumi/policy as the recipe of it uses, as that package declares it; and what a policy says of a resource.

export type EnforcementLevel = "advisory" | "mandatory" | "remediate" | "disabled";

export interface ResourceValidationArgs {
  readonly type: string;
  /** The checked inputs. */
  readonly props: Readonly<Record<string, unknown>>;
  readonly urn: string;
  readonly name: string;
}

export type ReportViolation = (message: string, urn?: string) => void;

export interface ResourceValidationPolicy {
  readonly name: string;
  readonly description: string;
  readonly enforcementLevel?: EnforcementLevel;
  readonly validateResource: (args: ResourceValidationArgs, reportViolation: ReportViolation) => Promise<void> | void;
}

export interface PolicyPackArgs {
  readonly policies: readonly ResourceValidationPolicy[];
}

export class PolicyPack {
  /** The packs of this process. */
  static readonly made: PolicyPack[] = [];
  readonly #policies: readonly ResourceValidationPolicy[];

  constructor(_name: string, { policies }: PolicyPackArgs) {
    this.#policies = policies;
    PolicyPack.made.push(this);
  }

  /** Names of the policies that a resource violates, each with what it is told. */
  async violations(args: ResourceValidationArgs): Promise<string[]> {
    const found: string[] = [];
    for (const { name, validateResource } of this.#policies)
      await validateResource(args, (message) => found.push(`${name}: ${message}`));
    return found;
  }
}
