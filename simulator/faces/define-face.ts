// A face out of its parts: the settings of a world file are checked once, then each request is opened with them.
import type { z } from "zod";
import type { Face, HttpRequest, OpenCall, Services } from "./face.ts";

interface FaceParts<Settings> extends Omit<Face, "bind"> {
  /** What a world file may say of the face (`faces.<vendor>`): a strict object, empty where there is nothing to set. */
  readonly settings: z.ZodType<Settings>;
  /** Reads a request and finds out who sent it; nothing is carried out yet. */
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
