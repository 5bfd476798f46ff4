// How a session asks about instances: at the product that knows them; where that cannot be asked or has no answer, by the ENIs on them,
// for vendors that show them so.
import type { Listing, ObservedInstance, Vendor } from "../vendors/vendor.ts";
import type { Asks, Send } from "../watch/questions.ts";
import { Questions } from "../watch/questions.ts";
import { TwoWays } from "../watch/two-ways.ts";

export interface InstanceRoads {
  readonly region: string;
  /** False when no endpoint of the product that knows instances is known. */
  readonly canAsk: boolean;
  /** For the product that knows them. */
  readonly askOptional: Send;
  /** For questions about ENIs. */
  readonly send: Send;
}

export function aboutInstances(
  { instances, instancesByEnis }: Pick<Vendor, "instances" | "instancesByEnis">,
  { region, canAsk, askOptional, send }: InstanceRoads,
): Asks<ObservedInstance> {
  const questions = (listing: Listing<ObservedInstance>, by: Send) =>
    new Questions({
      listing,
      region,
      idOf: (instance: ObservedInstance) => instance.instanceId,
      kind: "an instance",
      gone: "goneInstance",
      send: by,
    });
  const first = questions(instances, askOptional);
  if (!instancesByEnis) return first;
  const second = questions(instancesByEnis, send);
  if (!canAsk) return second;
  const because = (instance: ObservedInstance, notLookedAt: Error) => ({ ...instance, notLookedAt });
  return new TwoWays({ first, second, because });
}
