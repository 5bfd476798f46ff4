// One press of Ctrl-C can arrive more than once; this makes one signal of it.

/**
 * Under npm a process gets the terminal's signal and, a moment later, npm's copy of it. To Pulumi a second one means "stop
 * at once and leave things half done", so what arrives together counts once. A person who means it twice is slower.
 */
export function oncePerBurst<T>(
  act: (signal: T) => void,
  burstMs = 1000,
  now: () => number = performance.now.bind(performance),
) {
  const lastSeen = new Map<T, number>();
  return (signal: T): void => {
    const previous = lastSeen.get(signal) ?? -Infinity;
    lastSeen.set(signal, now());
    if (now() - previous > burstMs) act(signal);
  };
}
