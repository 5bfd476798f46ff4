// The step that the stack is at: change this line to the next one, then run `pulumi up`.
export * from "./alicloud/1-before.ts";
