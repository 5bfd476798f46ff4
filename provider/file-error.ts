// Errors of the file system, told from all others.

/** The file is missing, or not to be read by this user. */
export function isFileError(error: unknown): error is NodeJS.ErrnoException {
  // Not `instanceof Error`: a test runner's realm has another class of that name.
  return typeof error === "object" && error !== null && "errno" in error && "syscall" in error;
}
