// How a user knows the places of the configuration: as the stack's, or as the arguments of a provider of the plugin.

export interface ConfigurationWords {
  /** A place that was searched. @param keys text with full keys: `alicloud:accessKey with alicloud:secretKey` */
  readonly place: (keys: string) => string;
  /** What sets the region of new attachments, as a clause: "`pulumi config set alicloud:region REGION`". */
  readonly setRegion: (key: string) => string;
}

const ofStack: ConfigurationWords = {
  place: (keys) => `stack configuration (${keys})`,
  setRegion: (key) => `\`pulumi config set ${key} REGION\``,
};

/** @param words default: those for the stack's configuration. */
export const configurationWords = ({
  words = ofStack,
}: {
  readonly words?: ConfigurationWords | undefined;
}): ConfigurationWords => words;
