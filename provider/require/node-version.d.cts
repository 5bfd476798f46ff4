/** What to tell the user of a Node.js that is too old; undefined when it will do. */
export declare function complaintOf(version: string): string | undefined;
/** The same as an error of one line, whoever prints it. */
export declare function errorOf(version: string): Error | undefined;
