// Errors of the file system, told from all others.

/** Why a file cannot be read, as the end of a sentence that begins with its name. */
export function unreadable({ code, message }: NodeJS.ErrnoException): string {
  return code === "ENOENT" ? "does not exist" : `cannot be read: ${code ?? message}`;
}

/** The file is missing, or not to be read by this user. */
export function isFileError(error: unknown): error is NodeJS.ErrnoException {
  // Not `instanceof Error`: a test runner's realm has another class of that name.
  return typeof error === "object" && error !== null && "errno" in error && "syscall" in error;
}
