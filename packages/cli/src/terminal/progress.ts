import type { Language } from '@xinyin/core'
import type { SingleBar } from 'cli-progress'
import { fit } from './columns.ts'
import { printable } from './printable.ts'
import type { Terminal } from './terminal.ts'

/** How far long work has come, where somebody watches. */
export interface Progress {
  /** @param doing - what is at work: the name of a file */
  update(done: number, doing?: string): void
  /** Takes the bar away while lines are written. */
  pause(): void
  end(): void
}

/** Work that is done sooner shows no bar. */
const PATIENCE_MS = 400

const REST = { en: '{eta_formatted} left  {doing}', 'zh-CN': '剩余 {eta_formatted}  {doing}' } as const

/** Of files people want to know how many; of bytes they do not. */
const formatFor = (unit: 'files' | 'bytes', language: Language) =>
  `{bar} {percentage}%  ${unit === 'files' ? '{value}/{total}  ' : ''}${REST[language]}`

/** What the bar and its numbers take of a line; the rest is for the name. */
const BAR_COLUMNS = 64

const SILENT: Progress = { update: () => undefined, pause: () => undefined, end: () => undefined }

/**
 * Begins a bar on the terminal's line for progress. Where there is none, as in a pipe or a log, nothing is written.
 *
 * @param total - steps of the work
 */
export async function startProgress(
  { progress: stream }: Terminal,
  total: number,
  language: Language,
  unit: 'files' | 'bytes' = 'files',
): Promise<Progress> {
  if (stream === undefined) return SILENT
  const { SingleBar } = await import('cli-progress')
  const started = Date.now()
  let bar: SingleBar | undefined
  let ended = false
  const begin = (done: number): SingleBar => {
    const made = new SingleBar({
      stream,
      format: formatFor(unit, language),
      barsize: 24,
      barCompleteChar: '█',
      barIncompleteChar: '░',
      fps: 10,
      clearOnComplete: true,
      forceRedraw: true,
      // What the bar changes of the terminal, a killed program leaves behind: so it changes nothing.
      linewrap: true,
      hideCursor: false,
      gracefulExit: false,
    })
    made.start(total, done, { doing: '' })
    return made
  }
  return {
    update(done, doing = '') {
      if (ended || (bar === undefined && Date.now() - started < PATIENCE_MS)) return
      bar ??= begin(done)
      bar.update(done, { doing: fit(printable(doing), (stream.columns ?? 80) - BAR_COLUMNS) })
    },
    pause() {
      if (bar !== undefined) stream.write('\r\u001b[K')
    },
    end() {
      ended = true
      bar?.stop()
      bar = undefined
    },
  }
}
