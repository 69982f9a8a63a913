import { TrustError } from '@xinyin/core'
import { children, type DerNode, parseDer, readOid, readString, readTime } from '@xinyin/core/der'
import { mutateBytes } from '../mutation/bytes.ts'
import { mutateTlv } from '../mutation/tlv.ts'
import { refusing, type Target } from '../target.ts'

const coded = (error: unknown) => error instanceof TrustError

/** Reads everything below a node, each value in every way that it might be asked for. */
function readAll(node: DerNode): void {
  for (const read of [readOid, readString, readTime]) {
    try {
      read(node)
    } catch (error) {
      if (!coded(error)) throw error
    }
  }
  if ((node.tag & 0x20) !== 0) for (const child of children(node)) readAll(child)
}

/** The DER reader, down to the last value. */
export const der: Target = {
  take: refusing(coded, (input) => readAll(parseDer(input))),
  mutations: [mutateBytes, mutateTlv],
}
