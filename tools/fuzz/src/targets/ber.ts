import { TrustError } from '@xinyin/core'
import { children, type DerNode, parseBer, readBerOctets } from '@xinyin/core/der'
import { mutateBer } from '../mutation/ber.ts'
import { mutateBytes } from '../mutation/bytes.ts'
import { refusing, type Target } from '../target.ts'

const coded = (error: unknown) => error instanceof TrustError

function readAll(node: DerNode): void {
  try {
    readBerOctets(node)
  } catch (error) {
    if (!coded(error)) throw error
  }
  if ((node.tag & 0x20) !== 0) for (const child of children(node)) readAll(child)
}

/** The reader of the basic encoding rules, down to the last value. */
export const ber: Target = {
  take: refusing(coded, (input) => readAll(parseBer(input))),
  mutations: [mutateBer, mutateBer, mutateBytes],
}
