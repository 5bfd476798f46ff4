// An attachment of an earlier run, and the engine's questions about its replacement.
import type { Properties } from "../../provider/attachment/properties.ts";
import type { ProviderCalls } from "../support/running-provider.ts";

export interface Stored {
  readonly id: string;
  readonly inputs: Properties;
  readonly outs: Properties;
}

/** The engine's part of a replacement that comes before its steps. */
export async function planReplacement(
  provider: ProviderCalls,
  { id, inputs: olds, outs }: Stored,
  news: Properties,
): Promise<Awaited<ReturnType<ProviderCalls["diff"]>>> {
  await provider.check(news, olds);
  const answer = await provider.diff(id, outs, news);
  await provider.check(news, {});
  return answer;
}
