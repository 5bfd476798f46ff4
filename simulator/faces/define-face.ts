// Makes a `Face` whose settings (`faces.<vendor>` of a world file) are checked once, when the world is loaded, not at each request.
import type { z } from "zod";
import type { Face, HttpRequest, OpenCall, Services } from "./face.ts";

interface FaceParts<Settings> extends Omit<Face, "bind"> {
  /** Schema of the settings: a strict object, empty if the face has none, so that unknown keys are refused. */
  readonly settings: z.ZodType<Settings>;
  /** Reads and authenticates a request. It must not change the world: `OpenCall.perform` does. */
  readonly open: (request: HttpRequest, services: Services, settings: Settings) => OpenCall;
}

export function defineFace<Settings>({ settings, open, ...face }: FaceParts<Settings>): Face {
  return {
    ...face,
    bind: (services, given) => {
      const checked = settings.parse(given);
      return (request) => open(request, services, checked);
    },
  };
}
