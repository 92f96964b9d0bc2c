/** Something of the machine is missing or in the way: one clear line, and what to do about it. No stack. */
export class SetupError extends Error {
  readonly fix: string;
  constructor(message: string, fix: string) {
    super(message);
    this.name = 'SetupError';
    this.fix = fix;
  }
}
