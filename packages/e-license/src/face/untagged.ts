import type { Edges } from '@xinyin/e-seal/ofd'
import { isWatermark, type TemplateFinding } from './known.ts'
import type { FaceReading, ReadText } from './read/read.ts'

/**
 * Looks at the texts of a face whose template is not known. A face of this library tags each of its texts, as an item or as
 * words of its template: a text that is not tagged was added. On faces of other systems nobody can tell.
 */
export function judgeUntagged({ pages, tags }: FaceReading): TemplateFinding {
  if (!tags.some(({ own }) => own)) return { faults: [], untagged: 0 }
  const tagged = new Set(
    tags.flatMap(({ objects }) => objects.map(({ page, object }) => `${page} ${object}`)),
  )
  const faults: TemplateFinding['faults'][number][] = []
  let untagged = 0
  for (const { drawn, texts } of pages) {
    const isTagged = ({ mark }: ReadText) => mark.id !== '' && tagged.has(`${drawn.page.id} ${mark.id}`)
    const area = around(texts.filter(isTagged))
    for (const text of texts) {
      if (isTagged(text) || text.seen.every(({ character }) => character.trim() === '')) continue
      const { left, top, right, bottom } = text.mark.box
      const isInside = left < area.right && right > area.left && top < area.bottom && bottom > area.top
      if (isInside && !isWatermark(text)) faults.push({ element: 'face', index: undefined, reason: 'added' })
      else untagged++
    }
  }
  return { faults, untagged }
}

const around = (texts: readonly ReadText[]): Edges => ({
  left: Math.min(...texts.map(({ mark }) => mark.box.left)),
  top: Math.min(...texts.map(({ mark }) => mark.box.top)),
  right: Math.max(...texts.map(({ mark }) => mark.box.right)),
  bottom: Math.max(...texts.map(({ mark }) => mark.box.bottom)),
})
