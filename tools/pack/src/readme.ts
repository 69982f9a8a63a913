const blocks = (text: string) =>
  [...text.matchAll(/^```(?:ts|typescript|js)\n([\s\S]*?)^```$/gm)].map(([, code = '']) => code)

/** All `ts` blocks of a page as one module: a page is read from its top, and so is its code. */
export function examples(page: string): string {
  return `${blocks(page).join('\n')}\nexport {}\n`
}

/**
 * The first verify of a README: its first `ts` block that imports one of the packages.
 *
 * What is run is what is printed there, so that the two cannot drift apart.
 */
export function firstExample(readme: string): string {
  const first = blocks(readme).find((code) => code.includes("from '@xinyin/"))
  if (first === undefined) throw new Error('The README has no code block that imports @xinyin/….')
  return first
}
