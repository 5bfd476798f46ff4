// The type tokens of an attachment.

/** The type of an attachment by each provider. Each class has the other one's as an alias, so that a stack can change between them. */
export const resourceTypes = {
  dynamic: "pulumi-nodejs:dynamic/eni:EniAttachment",
  plugin: "eni:index:EniAttachment",
} as const;
