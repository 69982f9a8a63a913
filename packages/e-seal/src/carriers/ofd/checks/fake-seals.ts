import { type Check, indeterminate, passed } from '@xinyin/core'
import type { Contents } from '../contents.ts'

/**
 * Nothing looks like a seal that is none. Seals are shown by the stamps of signatures; an annotation of the type `Stamp`
 * that draws something is a picture that anybody can put there before somebody else seals the document (GB/T 33190-2016,
 * 15.2). It leaves the verdict open whoever sealed it.
 *
 * Pictures in other annotations, such as watermarks, are told of only.
 */
export function checkFakeSeals({ annotations }: Contents): Check {
  const id = 'ofd.fake-seals'
  const found = [...annotations].filter(([, { stamps, unreadable }]) => stamps > 0 || unreadable)
  const pictures = [...annotations.values()].reduce((sum, each) => sum + each.pictures, 0)
  const facts = { annotations: annotations.size, pictures }
  const [first] = found
  if (first === undefined) return passed(id, facts)
  const [file, { stamps }] = first
  const count = found.reduce((sum, [, each]) => sum + each.stamps, 0)
  return stamps > 0
    ? indeterminate(id, 'ERR_OFD_FAKE_SEAL', { ...facts, file, count })
    : indeterminate(id, 'ERR_OFD_ANNOTATION_UNREADABLE', { ...facts, file })
}
