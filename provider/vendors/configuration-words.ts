// How a user knows the keys of the configuration: as the stack's, or as the arguments of a provider of the plugin.

export interface ConfigurationWords {
  /** A full key, such as `alicloud:accessKey`, as the user has written it. */
  readonly key: (key: string) => string;
  /** Where a full key is given: "stack configuration". */
  readonly from: (key: string) => string;
  /** What sets the region of new attachments, as a clause: "`pulumi config set alicloud:region REGION`". */
  readonly setRegion: (key: string) => string;
}

const ofStack: ConfigurationWords = {
  key: (key) => key,
  from: () => "stack configuration",
  setRegion: (key) => `\`pulumi config set ${key} REGION\``,
};

export interface PlaceWords extends ConfigurationWords {
  /** A place that was searched. @param keys text with full keys: `alicloud:accessKey with alicloud:secretKey` */
  readonly place: (keys: string) => string;
}

const fullKey = /\b[a-z]+:\w+/g;

/** @param words default: those for the stack's configuration. */
export function configurationWords({
  words = ofStack,
}: {
  readonly words?: ConfigurationWords | undefined;
}): PlaceWords {
  const place = (keys: string): string => {
    const [first = ""] = keys.match(fullKey) ?? [];
    return `${words.from(first)} (${keys.replaceAll(fullKey, words.key)})`;
  };
  return { ...words, place };
}
