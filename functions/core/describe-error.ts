/** Returns where an error came from, without its message: that may quote what a customer wrote, even lines that look like stack frames. */
export function describeError(error: unknown): { error: string; stack?: string[] } {
  if (!(error instanceof Error)) return { error: typeof error };
  const { name, message, stack = '' } = error;
  const headEnd = stack.indexOf(message) + message.length;
  const frames = stack.includes(message) ? stack.slice(headEnd).split('\n') : [];
  return {
    error: name,
    stack: frames
      .filter((line) => /^\s+at /.test(line))
      .map((line) => line.trim())
      .slice(0, 8),
  };
}
