/** Fails the case with this reason unless the condition holds. */
export function expectThat(condition: boolean, reason: string): void {
  if (!condition) throw new Error(reason)
}
