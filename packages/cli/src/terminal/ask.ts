import { createInterface } from 'node:readline'

/**
 * Asks one question after the other, and takes a line for each; lines that were typed ahead are kept.
 *
 * @returns the answers; fewer than questions where whoever was asked ended it
 */
export async function askLines(
  questions: readonly string[],
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
): Promise<string[]> {
  const terminal = createInterface({ input, output })
  const lines = terminal[Symbol.asyncIterator]()
  const answers: string[] = []
  try {
    for (const question of questions) {
      terminal.setPrompt(question)
      terminal.prompt()
      const { value, done } = await lines.next()
      if (done === true) break
      answers.push(value)
    }
    return answers
  } finally {
    terminal.close()
  }
}
