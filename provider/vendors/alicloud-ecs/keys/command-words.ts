// The words of a command line, as POSIX shells part them; on Windows a backslash is part of a path (aliyun/aliyun-cli,
// config/command_split.go).

/** Space, or a piece of a word: in single quotes, in double quotes, an escaped character, or plain. */
const posix = /(?<space>\s+)|'(?<single>[^']*)'|"(?<double>(?:\\[^]|[^"\\])*)"|\\(?<escaped>[^])|(?<plain>[^\s'"\\]+)/y;
const windows = /(?<space>\s+)|'(?<single>[^']*)'|"(?<double>(?:\\"|[^"\\]|\\(?!"))*)"|(?<plain>[^\s'"]+)/y;

/** @returns no words when a quote is not closed, or a backslash escapes nothing. */
export function commandWords(command: string, platform: NodeJS.Platform): string[] {
  const onWindows = platform === "win32";
  const pieces = new RegExp(onWindows ? windows : posix);
  const words: string[] = [];
  let word: string | undefined;
  const text = command.trim();
  while (pieces.lastIndex < text.length) {
    const piece = pieces.exec(text)?.groups;
    if (!piece) return [];
    if (piece["space"] === undefined) word = (word ?? "") + textOf(piece, onWindows);
    else if (word !== undefined) words.push(word);
    if (piece["space"] !== undefined) word = undefined;
  }
  return word === undefined ? words : [...words, word];
}

function textOf(piece: Readonly<Record<string, string | undefined>>, onWindows: boolean): string {
  const { single, double, escaped, plain } = piece;
  if (double !== undefined) {
    const escapes = onWindows ? /\\(")/g : /\\(["\\$`\n])/g;
    return double.replace(escapes, (_all, char: string) => (char === "\n" ? "" : char));
  }
  // A backslash before the end of a line joins two lines.
  return single ?? plain ?? (escaped === "\n" ? "" : (escaped ?? ""));
}
