/**
 * The first verify of a README: its first `ts` block that imports one of the packages.
 *
 * What is run is what is printed there, so that the two cannot drift apart.
 */
export function firstExample(readme: string): string {
  for (const [, code = ''] of readme.matchAll(/^```(?:ts|typescript|js)\n([\s\S]*?)^```$/gm)) {
    if (code.includes("from '@xinyin/")) return code
  }
  throw new Error('The README has no code block that imports @xinyin/….')
}
