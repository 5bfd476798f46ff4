// A tar.gz whose bytes depend on the names, contents and modes of its files alone: no times, no owners.
import { gzipSync } from "node:zlib";

export interface ArchivedFile {
  readonly name: string;
  readonly text: string;
  readonly isExecutable?: boolean;
}

const block = 512;
/** 1980-01-01, the earliest time that every file system knows. Seconds. */
const time = 315_532_800;

/** In the order in which they are given. */
export function archive(files: readonly ArchivedFile[]): Buffer {
  const parts = files.flatMap((file) => {
    const content = Buffer.from(file.text);
    const padding = Buffer.alloc((block - (content.length % block)) % block);
    return [header(file, content.length), content, padding];
  });
  // Two empty blocks end an archive.
  const zipped = gzipSync(Buffer.concat([...parts, Buffer.alloc(2 * block)]), { level: 9 });
  // The header tells the system it was made on: unknown (RFC 1952, OS).
  zipped[9] = 255;
  return zipped;
}

/** Of the format ustar (POSIX.1-1988). */
function header({ name, isExecutable = false }: ArchivedFile, size: number): Buffer {
  if (Buffer.byteLength(name) > 100) throw new Error(`${name} is too long for a name in an archive`);
  const made = Buffer.alloc(block);
  const octal = (value: number, at: number, width: number) =>
    made.write(value.toString(8).padStart(width - 1, "0"), at, "latin1");
  made.write(name, 0);
  octal(isExecutable ? 0o755 : 0o644, 100, 8);
  octal(0, 108, 8);
  octal(0, 116, 8);
  octal(size, 124, 12);
  octal(time, 136, 12);
  made.write("0ustar\u000000", 156, "latin1");
  // The checksum counts its own place as spaces.
  made.fill(" ", 148, 156);
  const sum = made.reduce((total, byte) => total + byte, 0);
  made.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148, "latin1");
  return made;
}
