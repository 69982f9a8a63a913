import { type Check, failed, passed } from '@xinyin/core'
import type { Contents } from '../contents.ts'
import { printable } from '../zip/name.ts'

/**
 * Each file is what it is named as. Files of signatures are no content: no earlier signature covers them, so that a page, an
 * attachment or a tag among them could be changed after sealing. Pages, templates, documents and the lists of their parts
 * begin with the element that the standard has for them (GB/T 33190-2016, 7, 15 to 17, 20).
 */
export function checkRoles({ misnamed, otherRoot }: Contents): Check {
  const id = 'ofd.roles'
  if (misnamed !== undefined)
    return failed(id, 'ERR_OFD_SIGNATURE_NAMED', {
      file: misnamed.from,
      named: printable(misnamed.file),
      as: misnamed.as,
    })
  return otherRoot === undefined ? passed(id) : failed(id, 'ERR_OFD_ROOT', { ...otherRoot })
}
