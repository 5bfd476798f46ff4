// A credential source that knows which of its keys was used last, for errors that name it.
import type { CredentialSource, Credentials } from "../http/credentials.ts";
import { describeCredentials } from "../http/credentials.ts";

export class KeyInUse implements CredentialSource {
  readonly #source: CredentialSource;
  #keyId = "";

  constructor(source: CredentialSource) {
    this.#source = source;
  }

  get found(): string {
    return this.#source.found;
  }

  get principal(): string {
    return this.#source.principal;
  }

  readonly get = async (): Promise<Credentials> => {
    const credentials = await this.#source.get();
    this.#keyId = credentials.keyId;
    return credentials;
  };

  /** "environment (…), key id LTAI…0001". */
  describe(): string {
    return describeCredentials(this.found, this.#keyId);
  }
}
